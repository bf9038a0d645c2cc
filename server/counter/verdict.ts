import { isbot } from 'isbot'
import { headerOf, isOwnHost, type RequestHeaders } from './address.ts'
import { countryOf, type CountryRequest } from './country.ts'

/**
 * Link previews that isbot does not know. Viber's preview calls itself `Viber` or `Viber/12.6.0.1 CFNetwork/…`; a person who reads
 * inside Viber has a browser's user agent that only ends with it.
 *
 * Source: https://github.com/monperrus/crawler-user-agents/pull/275
 */
const otherPreviews = /^viber\b/i

/**
 * What a phone and its SIM card say of themselves within the brackets of Facebook's apps, any text of maker or carrier. isbot takes some of it for
 * a robot's: a name like Cubot, a `|`. And a user agent of the brackets alone, which has a space in these fields if anywhere, it calls one for want
 * of a space (https://github.com/omrilotan/isbot/issues/314).
 */
const phoneOfFacebook = /\bFB(?:CR|MF|BD|DV)\/[^;\]]*/g

/** isbot's expression takes longer than the rest of the decision, and most visitors share few user agents: some thousands in a month. */
const known = new Map<string, boolean>()
const knownLimit = 4000

/** Longer than any browser's; bounds the time of the expression and the memory of the cache. */
const longest = 1000

/** Whether a user agent belongs to a robot or a link preview. None at all does: every browser sends one. */
function isBot(userAgent: string | undefined): boolean {
  if (!userAgent) return true
  const name = userAgent.slice(0, longest)
  const answer = known.get(name)
  if (answer !== undefined) return answer
  if (known.size >= knownLimit) known.clear()
  const found = isbot(name.includes('[FB') ? name.replace(phoneOfFacebook, ' ') : name) || otherPreviews.test(name)
  known.set(copyOf(name), found)
  return found
}

/** A text that was cut out of a larger one keeps all of it in memory: of a log, that would be a chunk with the addresses of many. */
function copyOf(text: string): string {
  return Buffer.from(text).toString()
}

/**
 * From these versions on a browser sends `Sec-Fetch-Site`, `-Mode` and `-Dest` to every potentially trustworthy address. Opera, Edge,
 * Samsung Internet and Yandex Browser name the Chromium that they are made of.
 *
 * Source: MDN browser-compat-data, http/headers/Sec-Fetch-{Site,Mode,Dest}.json (Chromium 76 has all but the last).
 */
const since = { chromium: 80, firefox: 90, safari: [16, 4] } as const

/**
 * People's programs that call themselves a modern browser and may ask without these headers:
 * - `; wv`: an app that shows pages in an Android WebView can fetch them itself (`shouldInterceptRequest`), with few headers;
 * - UC Browser, Puffin, Opera Mini and Silk let a server in between ask, some with an engine of their own;
 * - Pale Moon, Basilisk, SeaMonkey and K-Meleon have an older engine and name a Firefox only so that sites let them in.
 */
const exempt = /; wv\b|\b(?:UC ?Browser|UCWEB|Puffin|Opera Mini|Silk|Goanna|SeaMonkey|K-Meleon)\b/i

/**
 * Whether a user agent claims to be a browser that sends `Sec-Fetch-*`. Pages inside iPhone apps claim no version of Safari, nor do
 * Chrome and Firefox for iOS: they never do.
 */
export function claimsModernBrowser(userAgent: string): boolean {
  if (exempt.test(userAgent)) return false
  const chromium = /\bChrom(?:e|ium)\/(\d+)/.exec(userAgent)
  if (chromium) return Number(chromium[1]) >= since.chromium
  const firefox = /\bFirefox\/(\d+)/.exec(userAgent)
  if (firefox) return Number(firefox[1]) >= since.firefox
  return claimsModernSafari(userAgent)
}

/** Only Apple's own: other programs with WebKit choose a version of Safari as they like. */
function claimsModernSafari(userAgent: string): boolean {
  if (!/\((?:Macintosh|iPhone|iPad|iPod)/.test(userAgent) || !userAgent.includes('Safari/')) return false
  const [, major, minor] = /\bVersion\/(\d+)\.(\d+)/.exec(userAgent) ?? []
  return (Number(major) - since.safari[0] || Number(minor) - since.safari[1]) >= 0
}

/** A request for a page, as far as the decision needs it. */
interface VisitRequest {
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

/**
 * A request for a page, as a connection or a line of a log tells of it: who asked, what was sent and how it came; and what the operator has set for the
 * decision. One object, since making several costs as much as deciding.
 */
type VisitFacts = VisitRequest & CountryRequest

/** What the operator has set, of these. */
export type VisitRules = Pick<VisitFacts, 'ownHosts' | 'countryHeader' | 'countries'>

/** A visit, doubtful or not, has a country; whatever else a request is, nobody asks where it came from. */
type Decision
  = | { readonly verdict: 'visit' | 'doubtful', readonly country: string }
    | { readonly verdict: Exclude<Verdict, 'visit' | 'doubtful'>, readonly country?: undefined }

/** Whether a request for a page is a visit, and of which country. That the page was there and was shown is the caller's to know. */
export function decide(facts: VisitFacts): Decision {
  const verdict = judge(facts)
  return verdict === 'visit' || verdict === 'doubtful' ? { verdict, country: countryOf(facts) } : { verdict }
}
