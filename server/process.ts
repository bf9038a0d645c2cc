import type { Config } from './operator/config.ts'
import { startPublisher } from './counter/engine/publisher.ts'
import { createSharedEngine } from './counter/engine/engine.ts'

/**
 * Calls back when this process is asked to stop, and each time that it is asked again.
 *
 * A handler that is gone after the first signal would let the second one kill, in the middle of the last write; and there is a second one: systemd
 * signals every process of a service and a terminal every process of its group, and whoever started a process hands its own signal on.
 * https://www.freedesktop.org/software/systemd/man/latest/systemd.kill.html#KillMode=
 *
 * @param stop - must bear to be called again while it is at work
 */
export function onStopSignal(stop: () => void, signals: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGINT']) {
  for (const signal of signals) process.on(signal, stop)
}

/** Where the site answers, once it does. */
export interface Ports {
  readonly port: number
  /** The port of tor. */
  readonly onionPort?: number | undefined
}

/** The line that tells the operator where the site answers. */
export function announcement({ host, workers }: Pick<Config, 'host' | 'workers'>, { port, onionPort }: Ports): string {
  return [
    `Listening on http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    onionPort === undefined ? '' : ` and, for tor, on 127.0.0.1:${onionPort}`,
    workers > 1 ? ` with ${workers} workers` : '',
  ].join('')
}

/** The ports that a worker tells when it has begun to listen; undefined for its other messages. */
export function portsOf(message: unknown): Ports | undefined {
  if (typeof message !== 'object' || message === null || !('port' in message) || typeof message.port !== 'number') return undefined
  const { port } = message
  return 'onionPort' in message && typeof message.onionPort === 'number' ? { port, onionPort: message.onionPort } : { port }
}

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
