import { isBot } from './bot.ts'
import { claimsModernBrowser } from './modern-browser.ts'
import { isOwnHost } from './own-host.ts'
import { headerOf, type RequestHeaders } from './request-headers.ts'

/** A request for a page, as far as the decision needs it. */
export interface VisitRequest {
  /** As sent: `GET`, `HEAD`. */
  readonly method: string
  /** The `Host` header, with or without port; always one of our own. */
  readonly host: string
  /** Other host names of this site, lower case, ASCII, without port. */
  readonly ownHosts: readonly string[]
  /** Whether the visitor's own connection is known to be one over which browsers send `Sec-Fetch-*`; in doubt, false. */
  readonly secure: boolean
  readonly headers: RequestHeaders
}

/**
 * - `visit`: a person came from elsewhere; count it.
 * - `doubtful`: it would be a visit, but is no such browser as it says; counted apart, for the operator alone.
 * - `speculative`: a browser loads in advance; answer 503 `no-store`, so that a click makes a request of its own.
 * - the others say why a request is not counted; it is answered as usual.
 */
export type Verdict = 'visit' | 'doubtful' | 'speculative' | 'not-get' | 'bot' | 'subresource' | 'internal' | 'reload'

/**
 * Decides whether a request for a page is a visit, from this one request alone: nothing about a person is remembered.
 * The order and the table of cases: docs/counting.md. That the path is a page and the answer 200 is the caller's to know.
 */
export function judge({ method, host, ownHosts, secure, headers }: VisitRequest): Verdict {
  if (method !== 'GET') return 'not-get'
  if (isSpeculative(headers)) return 'speculative'
  if (isBot(headerOf(headers, 'user-agent'))) return 'bot'
  if (!isNavigation(headers)) return 'subresource'
  if (!isFromElsewhere(headers) || isOwnReferer(headerOf(headers, 'referer'), host, ownHosts)) return 'internal'
  if (isReload(headers)) return 'reload'
  if (secure && hidesBehindBrowser(headers)) return 'doubtful'
  return 'visit'
}

/**
 * `Sec-Purpose: prefetch`, `prefetch;prerender`, `prefetch;anonymous-client-ip` (Fetch standard and Chromium), `Purpose: prefetch`
 * (older Chromium and Safari), `X-Purpose: preview` (older Safari), `X-Moz: prefetch` (older Firefox).
 *
 * Chromium sends a prefetch that a page's speculation rules ask for with `Sec-Fetch-Site: none`, like a typed address.
 */
export function isSpeculative(headers: RequestHeaders): boolean {
  return isAdvance(headers['sec-purpose']) || isAdvance(headers.purpose) || isAdvance(headers['x-purpose']) || isAdvance(headers['x-moz'])
}

function isAdvance(purpose: string | string[] | undefined): boolean {
  return purpose !== undefined && /prefetch|prerender|preview/i.test(String(purpose))
}

/**
 * Whether the answer becomes a page in a tab. Absent headers leave that open: browsers before 2023 and plain HTTP send none of them,
 * Chromium 76-79 no destination. `empty` with mode `navigate`: a service worker passed the request of a tab on.
 */
export function isNavigation(headers: RequestHeaders): boolean {
  const mode = headerOf(headers, 'sec-fetch-mode')
  const destination = headerOf(headers, 'sec-fetch-dest')
  if (destination === 'empty') return mode === 'navigate'
  return (mode === undefined || mode === 'navigate') && (destination === undefined || destination === 'document')
}

/**
 * What `Sec-Fetch-Site` says. It is not believed when a service worker passed the request on: it then speaks of the worker.
 * `same-site` is a subdomain or another port of ours.
 */
function isFromElsewhere(headers: RequestHeaders): boolean {
  const site = headerOf(headers, 'sec-fetch-site')
  if (site === undefined || headerOf(headers, 'sec-fetch-dest') === 'empty') return true
  return site === 'none' || site === 'cross-site'
}

/** Whether the `Referer` is a page of this site. It needs `Referrer-Policy: same-origin`; under `no-referrer` every click would be a visit. */
function isOwnReferer(referer: string | undefined, host: string, ownHosts: readonly string[]): boolean {
  const address = referer ? URL.parse(referer) : null
  return address !== null && isOwnHost(address, host, ownHosts)
}

/**
 * Chromium and older browsers say so in `Cache-Control`. Firefox says nothing, but leaves out `Sec-Fetch-User`, which it sends with an
 * address typed, a bookmark or another program's link; Safari never sends that header. From a foreign link, Firefox's reload looks
 * like a redirect by script, which is how large networks link, and counts.
 */
function isReload(headers: RequestHeaders): boolean {
  const cacheControl = headerOf(headers, 'cache-control')
  if (cacheControl !== undefined && /(?:^|,)\s*(?:max-age=0|no-cache)\s*(?:,|$)/i.test(cacheControl)) return true
  return headerOf(headers, 'sec-fetch-site') === 'none'
    && headerOf(headers, 'sec-fetch-user') === undefined
    && /\bFirefox\//.test(headerOf(headers, 'user-agent') ?? '')
}

/** Whether it says that it is a browser which always sends `Sec-Fetch-*`, and sends none: a program, or a proxy that takes them away. */
function hidesBehindBrowser(headers: RequestHeaders): boolean {
  return headers['sec-fetch-site'] === undefined
    && headers['sec-fetch-mode'] === undefined
    && headers['sec-fetch-dest'] === undefined
    && claimsModernBrowser(headerOf(headers, 'user-agent') ?? '')
}
