import { variableNames, type Config, type Environment } from './config.ts'

/**
 * What may be wrong with a configuration that works.
 *
 * @returns lines for the operator
 */
export function warningsOf(config: Pick<Config, 'onionOrigin' | 'onionPort' | 'trustedProxies'>, env: Environment): string[] {
  return [...onionWarnings(config), ...misspelled(env)]
}

function onionWarnings({ onionOrigin, onionPort, trustedProxies }: Pick<Config, 'onionOrigin' | 'onionPort' | 'trustedProxies'>): string[] {
  const isLocalTrusted = trustedProxies.check('127.0.0.1', 'ipv4') || trustedProxies.check('::1', 'ipv6')
  if (onionOrigin === undefined || onionPort !== undefined || !isLocalTrusted) return []
  return ['ONION_ORIGIN is set, and TRUSTED_PROXIES names this machine, from which tor comes, too: whoever comes through tor can choose an address and a country. '
    + 'Set ONION_PORT, and name it in HiddenServicePort of torrc']
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
