import type { BlockList } from 'node:net'
import { asStranger, clientAddress, limitedAddress, peerOf, torPeer, type Peer } from '../../server/counter/client-address.ts'
import { countryOf, toldCountry, unknownCountry, type Countries } from '../../server/counter/country.ts'
import { isKnownOnion, isOwnOnion } from '../../server/counter/onion.ts'
import { headerOf, type RequestHeaders } from '../../server/counter/request-headers.ts'
import { judge } from '../../server/counter/verdict.ts'
import type { LogLine } from './formats/log-line.ts'
import { pageLocale } from './page-locale.ts'

/** What the operator has set, for the functions of the server. */
export interface LogRules {
  /** Names of this site, lower case. The name that a line says was asked for is ours in any case. */
  readonly ownHosts: readonly string[]
  /** As `ownOnions` gives them. */
  readonly onionHosts: readonly string[]
  readonly trustedProxies: BlockList
  readonly countryHeader: string | undefined
  readonly countries: Countries
}

export interface Visit {
  readonly country: string
  readonly locale: string
  /** Counted apart: it says that it is a browser which it is not. */
  readonly isDoubtful: boolean
  /** The visitor's, for the limit per address, or `''`: many visitors of an onion service have the same. Never kept. */
  readonly address: string
}

/** For logs whose format has no user agent: without one, every line would be a robot's. */
const unrecordedAgent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

/**
 * The visit that a line of a log tells of, decided by the functions that decide about a request; undefined when it is none.
 * What can be seen at once comes first: most lines are no pages.
 *
 * @param agentIsKnown - whether the format of the log records the user agent
 */
export function visitOf(line: LogLine, rules: LogRules, agentIsKnown: boolean): Visit | undefined {
  if (line.method !== 'GET' || (line.status !== 200 && line.status !== 304)) return undefined
  const locale = pageLocale(line.path)
  if (locale === undefined) return undefined
  const host = line.host ?? ''
  const headers: RequestHeaders = {
    ...line.headers,
    'referer': line.referer,
    'user-agent': agentIsKnown ? line.userAgent : unrecordedAgent,
  }
  const peer = peerOf(line.address, rules.trustedProxies)
  const request = { method: line.method, host, ownHosts: rules.ownHosts, secure: isSecure(line, peer), headers }
  const verdict = judge(request)
  if (verdict !== 'visit' && verdict !== 'doubtful') return undefined
  const address = clientAddress(isKnownOnion(host, rules.ownHosts) ? asStranger(peer) : peer, headerOf(headers, 'x-forwarded-for'))
  return { country: countryOfLine(line, peer, address, host, headers, rules), locale, isDoubtful: verdict === 'doubtful', address: limitedAddress(host, address, rules.onionHosts) }
}

/** What came through a trusted proxy says nothing about the visitor's own connection. */
function isSecure({ secure = false }: LogLine, peer: Peer): boolean {
  return secure && !peer.isTrusted()
}

function countryOfLine({ address: logged, country }: LogLine, peer: Peer, address: string, host: string, headers: RequestHeaders, rules: LogRules): string {
  if (logged === '' && country !== undefined) return toldCountry(country) ?? unknownCountry
  const { onionHosts, countryHeader, countries } = rules
  return countryOf({ peer: isOwnOnion(host, onionHosts) ? torPeer : peer, address, headers, countryHeader, countries })
}
