export type Knock = {
  method: string
  /** The path of the request, undecoded, with its query. */
  url: string
  host: string | undefined
  origin: string | undefined
  fetchSite: string | undefined
}

/**
 * Whether a request may come in, and to where. The server listens on the loopback interface only; this keeps out what runs on the same
 * computer and what a page elsewhere makes the browser send (forged requests, DNS rebinding):
 *
 * - the `Host` is the address that was printed, not a name that somebody points here;
 * - the path begins with the secret of this start, which no other page knows;
 * - a request that changes something comes from our own page, as `Origin` and `Sec-Fetch-Site` tell, which no script can forge.
 *
 * @param own the host and port that the server listens on
 * @param secret the first segment of every path
 * @returns the path behind the secret, or the status that refuses
 */
export function openDoor({ method, url, host, origin, fetchSite }: Knock, own: string, secret: string): string | 403 | 404 | 405 {
  if (host !== own) return 403
  const [, first, ...rest] = (url.split('?')[0] ?? '').split('/')
  if (first !== secret) return 404
  if (method !== 'GET' && method !== 'POST') return 405
  if (origin !== undefined && origin !== `http://${own}`) return 403
  if (method === 'POST' && origin === undefined) return 403
  const safe = fetchSite === undefined || fetchSite === 'same-origin' || (method === 'GET' && fetchSite === 'none')
  return safe ? rest.join('/') : 403
}
