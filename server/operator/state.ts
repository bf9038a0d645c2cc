import cluster, { type Worker } from 'node:cluster'
import { isPrivate } from '../counter/network.ts'
import { variableNames, type Config, type Environment } from './config.ts'

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

/**
 * What may be wrong with a configuration that works.
 *
 * @returns lines for the operator
 */
export function warningsOf(config: Pick<Config, 'countryHeader' | 'trustedProxies'>, env: Environment): string[] {
  return [...headerWarnings(config), ...misspelled(env)]
}

/** A proxy of our own hands on every header of the visitor, that of the CDN among them. */
function headerWarnings({ countryHeader, trustedProxies }: Pick<Config, 'countryHeader' | 'trustedProxies'>): string[] {
  if (countryHeader === undefined) return []
  // https://nodejs.org/api/net.html#blocklistrules: `Subnet: IPv4 10.0.0.0/8`
  const networks = trustedProxies.rules.map(rule => /(\S+)\/\d+$/.exec(rule)?.[1] ?? '')
  if (networks.length === 0) return ['COUNTRY_HEADER is set, but TRUSTED_PROXIES is not: the header is read from nobody']
  if (!networks.some(address => isPrivate(address) || /^[0:.]+$/.test(address))) return []
  return ['COUNTRY_HEADER is set, and TRUSTED_PROXIES names this machine or its network: whoever reaches the proxy there can choose his country, '
    + 'unless it clears the header of all who do not come from the CDN, as deploy/nginx/proxy.conf does']
}

/** What is wrong with a proxy that asks without `Host`, or by a name of its own. */
export const hostWarning = 'a proxy or a program of this network asks without Host, or by a name with "_", as nginx does by that of its upstream: the quick exit and clicks inside '
  + 'the site are then known by SITE_ORIGIN and OWN_HOSTS alone. Let the proxy hand on the name that was asked for (nginx: proxy_set_header Host $host)'

const told = new Set<string>()

/** Tells the operator something that requests bring up: once, and of several workers by the first alone. */
export function tellOnce(line: string) {
  if (told.has(line) || (cluster.worker?.id ?? 1) !== 1) return
  told.add(line)
  console.error(line)
}

/** Names that somebody may take for one of ours, although they are spelled otherwise. */
const otherNames: Readonly<Record<string, string>> = {
  GEOIP: 'GEOIP_FILE',
  GEOIP_DB: 'GEOIP_FILE',
  GEOIP_DATABASE: 'GEOIP_FILE',
  GEOIP_PATH: 'GEOIP_FILE',
  MMDB_FILE: 'GEOIP_FILE',
  ONION: 'ONION_ORIGIN',
  PROXIES: 'TRUSTED_PROXIES',
  SITE_URL: 'SITE_ORIGIN',
  TRUSTED: 'TRUSTED_PROXIES',
  VISITS: 'VISITS_FILE',
  VISITS_DB: 'VISITS_FILE',
  VISITS_PG: 'VISITS_POSTGRES',
  VISITS_POSTGRESQL: 'VISITS_POSTGRES',
}

/**
 * Variables that nobody reads and that look like one of ours: by another name for it, or with another case or number, without `_`, or by a slip of
 * up to two letters. Short names are too near to those of other programs for slips, and a slip hardly ever is in the first letter.
 *
 * @returns one line each, without the value, which may be a password
 */
export function misspelled(env: Environment): string[] {
  const ours = variableNames()
  const plain = new Map(ours.map(name => [plainOf(name), name]))
  return Object.keys(env).filter(name => !ours.includes(name)).flatMap((name) => {
    const own = plainOf(name)
    const meant = otherNames[name] ?? plain.get(own) ?? [...plain].find(([known]) => isSlip(own, known))?.[1]
    // On Windows the case does not matter.
    return meant === undefined || env[name] === undefined || (name.toUpperCase() === meant && env[meant] === env[name]) ? [] : [`${name} is no variable of the site; ${meant} is`]
  })
}

/** Without what is easily mistaken: case, `_`, the plural. */
function plainOf(name: string): string {
  return name.toUpperCase().split('_').map(word => word.replace(/IES$/, 'Y').replace(/S$/, '')).join('')
}

function isSlip(own: string, known: string): boolean {
  const allowed = known.length >= 8 ? 2 : known.length >= 6 ? 1 : 0
  let start = 0
  while (start < Math.min(own.length, known.length) && own[start] === known[start]) start++
  let end = 0
  while (end < Math.min(own.length, known.length) - start && own.at(-1 - end) === known.at(-1 - end)) end++
  return start > 0 && Math.max(own.length, known.length) - start - end <= allowed
}
