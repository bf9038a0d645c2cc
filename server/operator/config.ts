import type { BlockList } from 'node:net'
import { availableParallelism } from 'node:os'
import { isOnionAddress } from '../../shared/content/onion-address.ts'
import { parseHostNames, parseTrustedProxies } from '../counter/address.ts'

/** What an operator can set, read once at the start. `.env.example` has a sentence for each variable. */
export interface Config {
  port: number
  host: string
  /** The port on 127.0.0.1 that only tor is told to use; undefined: tor, if there is one, uses {@link port} like everybody, and we know no origin of it. */
  onionPort: number | undefined
  /** How many processes answer; 1: this one alone. */
  workers: number
  /** For canonical links, for example `https://example.org`; undefined: every address stays relative. */
  siteOrigin: string | undefined
  /** The same site as an onion service, for example `http://….onion`; undefined: there is none. */
  onionOrigin: string | undefined
  /** How long browsers are told to come by HTTPS only (HSTS), in seconds, where {@link siteOrigin} is HTTPS; 0: to forget it. */
  hstsSeconds: number
  /** Host names of this site, lower case, those of its origins among them: a link from them is not a visit. */
  ownHosts: readonly string[]
  trustedProxies: BlockList
  /** Lower-case name of the header in which a trusted proxy gives the country. */
  countryHeader: string | undefined
  /** An mmdb file to use instead of the one that is built in. */
  geoipFile: string | undefined
  visitsFile: string
  /** Where this machine publishes its counts for all; undefined: nowhere. Holds a password: never to be printed. */
  visitsPostgres: string | undefined
  /** Requests per address in ten seconds before 429; 0: no limit. */
  rateLimit: number
  /** Visits per address and hour before the rest is doubtful; 0: no limit. */
  floodLimit: number
}

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads and checks the environment: the one place that knows its variables.
 *
 * @throws Error with one line that names the variable, what it holds and what it may hold.
 */
export function readConfig(env: Environment): Config {
  const siteOrigin = readOrigin(env, 'SITE_ORIGIN')
  const onionOrigin = readOnionOrigin(env, 'ONION_ORIGIN')
  const port = readInteger(env, 'PORT', 3000, 0, 65_535)
  const onionPort = readOnionPort(env, 'ONION_PORT', port)
  if (onionOrigin !== undefined && onionPort === undefined) {
    throw new Error('ONION_ORIGIN is set, but ONION_PORT is not: without a port of its own whoever comes through tor can choose a country. Set it, and name it in HiddenServicePort of torrc')
  }
  return {
    port,
    host: readHost(env),
    onionPort,
    workers: readInteger(env, 'WORKERS', availableParallelism(), 1, 1024),
    siteOrigin,
    onionOrigin,
    hstsSeconds: readInteger(env, 'HSTS_SECONDS', 86_400, 0, 63_072_000),
    ownHosts: [...new Set([...parseHostNames(env.OWN_HOSTS ?? '', (entry, wanted) => refuse('OWN_HOSTS', entry, wanted)), ...hostsOf([siteOrigin, onionOrigin])])],
    trustedProxies: readProxies(env, 'TRUSTED_PROXIES'),
    countryHeader: readHeaderName(env, 'COUNTRY_HEADER'),
    geoipFile: env.GEOIP_FILE || undefined,
    visitsFile: env.VISITS_FILE || 'data/visits.sqlite',
    visitsPostgres: readPostgres(env, 'VISITS_POSTGRES'),
    rateLimit: readInteger(env, 'RATE_LIMIT', 300, 0, 1_000_000),
    floodLimit: readInteger(env, 'FLOOD_LIMIT', 1000, 0, 1_000_000),
  }
}

/** The names of all variables that {@link readConfig} looks at. */
export function variableNames(): string[] {
  const names = new Set<string>()
  readConfig(new Proxy<Environment>({}, {
    get(_, name) {
      names.add(String(name))
      return undefined
    },
  }))
  return [...names]
}

/** The host names of those origins that are set, lower case, without port. */
export function hostsOf(origins: readonly (string | undefined)[]): string[] {
  return origins.flatMap(origin => origin === undefined ? [] : [new URL(origin).hostname])
}

function refuse(name: string, value: string, wanted: string): Error {
  return new Error(`${name} is ${JSON.stringify(value)}, but must be ${wanted}`)
}

function readInteger(env: Environment, name: string, standard: number, least: number, most: number): number {
  const text = env[name]
  if (!text) return standard
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < least || value > most) throw refuse(name, text, `a whole number from ${least} to ${most}`)
  return value
}

/** @param port - that everybody uses: what comes to the same one could have been written by anybody. 0 is another one each time. */
function readOnionPort(env: Environment, name: string, port: number): number | undefined {
  const text = env[name]
  if (!text) return undefined
  const onionPort = readInteger(env, name, 0, 0, 65_535)
  if (onionPort !== 0 && onionPort === port) throw refuse(name, text, 'another port than PORT')
  return onionPort
}

function readHost(env: Environment): string {
  const host = env.HOST || '127.0.0.1'
  if (!/^[\w.:-]+$/.test(host)) throw refuse('HOST', host, 'an address or a host name, without port')
  return host
}

function readOrigin(env: Environment, name: string): string | undefined {
  const text = env[name]
  if (!text) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search || url.hash || url.username || url.password) {
    throw refuse(name, text, 'an origin like https://example.org, without a path')
  }
  return url.origin
}

/** A mistyped letter would send readers nowhere, or to somebody who waits there: the checksum in the address finds it. */
function readOnionOrigin(env: Environment, name: string): string | undefined {
  const text = env[name]
  if (!text) return undefined
  const host = /^http:\/\/(\S+)$/.exec(text)?.[1]
  if (host === undefined || !isOnionAddress(host)) {
    throw refuse(name, text, 'an origin like http://….onion with the 56 letters and digits of a version 3 address, none mistyped, without a path')
  }
  return text
}

/** The value is not in the message: it holds a password. */
function readPostgres(env: Environment, name: string): string | undefined {
  const text = env[name]
  if (!text) return undefined
  const url = URL.parse(text)
  if (!url || !/^postgres(?:ql)?:$/.test(url.protocol) || !isDecodable(`${url.username}${url.password}${url.pathname}`)) {
    throw new Error(`${name} must be a URL like postgres://user:password@host:5432/database, with special characters of the password percent-encoded`)
  }
  return text
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  }
  catch {
    return false
  }
}

function readProxies(env: Environment, name: string): BlockList {
  const text = env[name] ?? ''
  try {
    return parseTrustedProxies(text)
  }
  catch (error) {
    throw refuse(name, text, `a comma list of CIDR ranges (${error instanceof Error ? error.message : 'unreadable'})`)
  }
}

function readHeaderName(env: Environment, name: string): string | undefined {
  const text = env[name]
  if (!text) return undefined
  if (!/^[a-z0-9-]+$/i.test(text)) throw refuse(name, text, 'the name of a header, like CF-IPCountry')
  return text.toLowerCase()
}
