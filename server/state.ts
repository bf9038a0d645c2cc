import type { Worker } from 'node:cluster'

/** What may begin to fail while the site runs, with the words for the operator. They hold nothing of a request. */
const words = {
  store: { fails: 'visits cannot be written to VISITS_FILE, and wait in memory', works: 'visits are written again' },
  countries: { fails: 'the built-in country data serves in place of GEOIP_FILE', works: 'the country data of GEOIP_FILE serves' },
  figures: { fails: 'the statistics cannot be shown', works: 'the statistics are shown again' },
} as const

export type Part = keyof typeof words

/** Takes how a part of the site is, whether that is new or not: undefined, or why it fails, without path or data. */
export type TellState = (part: Part, fault: string | undefined) => void

/** How the processes of a machine are together. */
export interface MachineState {
  /** How many workers should answer and do not. */
  readonly absent: number
  /** Why the visits of at least one process are in memory alone. */
  readonly storeFault?: string | undefined
  /** False while the counts cannot be published in the shared engine; they are then safe in the file of this machine. */
  readonly isPublished: boolean
}

/** For the process that speaks for the machine: prints one line when something begins to fail, fails for another reason, or works again. */
export function createStateLines(print: (line: string) => void = console.error): TellState {
  const faults = new Map<Part, string | undefined>()
  return (part, fault) => {
    if (faults.get(part) === fault) return
    faults.set(part, fault)
    print(fault === undefined ? words[part].works : `${words[part].fails}: ${fault}`)
  }
}

/** In a worker: says the same to the supervisor, which says it once for all workers. */
export function createStateMessages(): TellState {
  const told = new Map<Part, string | undefined>()
  return (part, fault) => {
    if (told.has(part) && told.get(part) === fault) return
    told.set(part, fault)
    // The supervisor may already have ended; without the callback that would be an error event.
    process.send?.({ part, fault: fault ?? null }, () => {})
  }
}

/** What {@link createStateMessages} has said; undefined for other messages. */
export function stateOf(message: unknown): { part: Part, fault: string | undefined } | undefined {
  if (typeof message !== 'object' || message === null || !('part' in message) || !('fault' in message)) return undefined
  const { part, fault } = message
  return part === 'store' || part === 'countries' || part === 'figures' ? { part, fault: typeof fault === 'string' ? fault : undefined } : undefined
}

/** In a worker: what the supervisor says of the machine with {@link tellMachine}. Until it has, this worker knows of no other. */
export function followMachine(): () => MachineState {
  let state: MachineState = { absent: 0, isPublished: true }
  process.on('message', (message: unknown) => {
    if (typeof message !== 'object' || message === null || !('absent' in message) || !('isPublished' in message)) return
    const storeFault = 'storeFault' in message && typeof message.storeFault === 'string' ? message.storeFault : undefined
    state = { absent: Number(message.absent), storeFault, isPublished: message.isPublished === true }
  })
  return () => state
}

export function tellMachine(worker: Worker, state: MachineState) {
  // A worker that dies meanwhile is told nothing; without the callback that would be an error event.
  if (worker.isConnected()) worker.send(state, () => {})
}

/** What an operator and a developer may know of an error that nobody expected. Its message may hold what somebody has asked for. */
export function unexpectedFault(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault'
  const place = /^ +at (.+)$/m.exec(error.stack ?? '')?.[1]
  return place === undefined ? error.name : `${error.name} at ${place}`
}
