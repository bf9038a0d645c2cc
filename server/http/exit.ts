import { isOwnHost } from '../counter/own-host.ts'

export interface ExitRequest {
  /** The request target as it came: path and query. */
  target: string
  /** The `Host` header, with or without port. */
  host: string
  /** The host names of `SITE_ORIGIN` and `ONION_ORIGIN`: a proxy may not hand on the `Host` that the reader sees. */
  originHosts: readonly string[]
  /** The `Referer` header. */
  referer: string | undefined
}

/** Answers that no page of this site is: programs that name the address itself as `Referer` get their data. */
const data = /^\/(?:(?:api|health|files|\.well-known)\/|(?:robots\.txt|sitemap\.xml)$)/

/**
 * Whether somebody has pressed the quick exit (components/QuickExit.vue). It is a link from a page to its own address, which browsers take
 * for a replacement: the page is gone from the Back button, and the answer's title stands in the history in place of the page's
 * (https://html.spec.whatwg.org/multipage/browsing-the-web.html#navigate, “replace”). No other link of a page leads to its own address,
 * and a reload repeats the `Referer` of the page before, so nothing else looks like it.
 *
 * Path and query must be equal as written, since any difference would be another address to the browser. The scheme may differ: a proxy may
 * have ended TLS. A fragment is none of ours: browsers never send it. Another name of this site (`OWN_HOSTS`) will not do: a link from there to `/`
 * is led on to just the page that it came from, there.
 */
export function isExit({ target, host, originHosts, referer }: ExitRequest): boolean {
  const address = referer ? URL.parse(referer) : null
  if (address === null || data.test(target) || !isOwnHost(address, host, originHosts)) return false
  // Not `pathname + search`: that drops the question mark of an empty query, which the target keeps.
  return address.href.slice(address.origin.length).replace(/#.*/, '') === target
}
