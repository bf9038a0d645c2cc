import cluster from 'node:cluster'
import { variableNames, type Config, type Environment } from './config.ts'
import { isPrivate } from './counter/network.ts'

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
