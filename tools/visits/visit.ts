import type { BlockList } from 'node:net'
import { asStranger, clientAddress, headerOf, isKnownOnion, isOwnOnion, limitedAddress, peerOf, torPeer, type Peer, type RequestHeaders } from '../../server/counter/address.ts'
import { toldCountry, unknownCountry } from '../../server/counter/country.ts'
import { decide, type VisitRules } from '../../server/counter/verdict.ts'
import { localeCodes, type Locale } from '../../shared/locales.ts'
import { periodPattern, uncountedPages } from '../../shared/paths.ts'
import type { LogLine } from './formats/log-line.ts'

/** What the operator has set, for the functions of the server. The name that a line says was asked for is ours in any case. */
export interface LogRules extends VisitRules {
  readonly trustedProxies: BlockList
  /** As `ownOnions` gives them. */
  readonly onionHosts: readonly string[]
}

export interface Visit {
  /** In milliseconds since 1970. */
  readonly time: number
  readonly country: string
  readonly locale: Locale
  /** Counted apart: it says that it is a browser which it is not. */
  readonly isDoubtful: boolean
  /** Whether the line says which program asked. */
  readonly namesAgent: boolean
  /** The visitor's, for the limit per address, or `''`: many visitors of an onion service have the same. Never kept. */
  readonly address: string
  /** Whether nothing tells where it came from, not even an address. */
  readonly isFromNowhere: boolean
}

/** For logs that do not say which program asked: without one, every line would be a robot's. */
const unrecordedAgent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/** The locale of the page that a line says was shown; undefined for all else. It costs least, and most lines are no pages. */
export function shownPage({ method, status, path }: LogLine): Locale | undefined {
  return method === 'GET' && (status === 200 || status === 304) ? pageLocale(path) : undefined
}

/**
 * The visit that a line of a log tells of, decided by the functions that decide about a request; undefined when it is none.
 *
 * @param locale - as {@link shownPage} gives it
 */
export function visitOf(line: LogLine, locale: Locale, rules: LogRules): Visit | undefined {
  const host = line.host ?? ''
  const headers: RequestHeaders = { ...line.headers, 'referer': line.referer || undefined, 'user-agent': line.userAgent ?? unrecordedAgent }
  const peer = peerOf(line.address, rules.trustedProxies)
  const address = clientAddress(isKnownOnion(host, rules.ownHosts) ? asStranger(peer) : peer, headerOf(headers, 'x-forwarded-for'))
  const { ownHosts, onionHosts, countryHeader, countries } = rules
  const decision = decide({ method: line.method, host, secure: isSecure(line, peer), headers, peer: isOwnOnion(host, onionHosts) ? torPeer : peer, address, ownHosts, countryHeader, countries })
  if (decision.country === undefined) return undefined
  const told = line.address === '' && line.country !== undefined ? toldCountry(line.country) ?? unknownCountry : undefined
  const country = told ?? decision.country
  return {
    time: line.time,
    country,
    locale,
    isDoubtful: decision.verdict === 'doubtful',
    namesAgent: line.userAgent !== undefined,
    address: limitedAddress(host, address, onionHosts),
    isFromNowhere: address === '' && told === undefined && country === unknownCountry,
  }
}

/** What came through a trusted proxy says nothing about the visitor's own connection. */
function isSecure({ secure = false }: LogLine, peer: Peer): boolean {
  return secure && !peer.isTrusted()
}

/** A page beside the start page; of two names, only the figures of a year or month. */
const name = `visits/${periodPattern}|(?!(?:${uncountedPages.join('|')})(?:[/?]|$))[a-z0-9-]+`

/**
 * `/ru`, `/ru/`, `/ru/steps`, `/ru/steps/`, `/ru/visits/2026-11`, and `/ru/steps/index.html` as a static copy names it, with or without a query:
 * the only forms that the address of a page has. Pages that tell of an error are none, whatever status a web server gives them, and neither is
 * the blank one.
 */
const pageTarget = new RegExp(`^/(?:${localeCodes.join('|')})(?:/(?:${name}))?(?:/(?:index\\.html)?)?(?:\\?|$)`)

/**
 * The locale of the page that a request target names; undefined when it names no page.
 *
 * Which names there are changes with the content, and a log may be older than today's. So every plain name may be one: that there was
 * such a page says the status of the answer.
 */
export function pageLocale(target: string): Locale | undefined {
  return pageTarget.test(target) ? localeCodes.find(code => target.startsWith(code, 1)) : undefined
}
