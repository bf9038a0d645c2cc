import { startPublisher } from './counter/publisher.ts'
import { createSharedEngine } from './counter/shared-engine.ts'
import type { Config } from './config.ts'

/** Whether the counts of this machine are published in the shared engine, where there is one. */
export interface Publication {
  /** False while they cannot be; they are then safe in the file of this machine. */
  isUpToDate(): boolean
  stop(): Promise<void>
}

/** Limit for the connection and for each statement, in seconds. */
const engineSeconds = 5

/**
 * Publishes if `VISITS_POSTGRES` is set, and tells the operator when that begins to fail and when it works again. To be called in one
 * process of a machine.
 *
 * @param onChange - told the same, without words
 */
export function startPublication({ visitsFile, visitsPostgres }: Config, onChange: (isUpToDate: boolean) => void = () => {}): Publication {
  let isUpToDate = true
  if (visitsPostgres === undefined) return { isUpToDate: () => true, stop: () => Promise.resolve() }
  const { stop } = startPublisher({
    file: visitsFile,
    engine: createSharedEngine(visitsPostgres, engineSeconds),
    onChange: (fault) => {
      isUpToDate = fault === undefined
      console.error(fault === undefined ? 'visits are published again' : `visits cannot be published: ${fault}`)
      onChange(isUpToDate)
    },
  })
  return { isUpToDate: () => isUpToDate, stop }
}
