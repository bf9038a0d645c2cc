import type { Readable } from 'node:stream'

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

/** What a request brought, or with which status and line it is refused. */
export type Sent = { refused: null, json: unknown } | { refused: 400 | 413, why: string }

/** Longer than any file here, in UTF-16 units. */
const longest = 3_000_000

/** Reads a body to its end, also one that is too long: whoever is cut off reads no answer. */
export async function readJson(body: Readable): Promise<Sent> {
  const parts: string[] = []
  let length = 0
  for await (const part of body.setEncoding('utf8')) {
    const text = String(part)
    length += text.length
    if (length <= longest) parts.push(text)
  }
  if (length > longest) return { refused: 413, why: 'the change is too long' }
  try {
    return { refused: null, json: JSON.parse(parts.join('')) }
  }
  catch {
    return { refused: 400, why: 'the change is no JSON' }
  }
}

/**
 * The Content-Security-Policy of the editor's page. Styles must be inline: Sveltia CMS writes <style> elements and style attributes.
 * It reads its own logo through a `data:` address, which goes nowhere.
 *
 * @param gitHost the origin of the git host's API, when the editor is served for a team
 */
export function editorPolicy(gitHost?: string): string {
  return [
    'default-src \'none\'',
    'script-src \'self\'',
    'style-src \'self\' \'unsafe-inline\'',
    'img-src \'self\' data: blob:',
    'font-src \'self\'',
    `connect-src 'self' data:${gitHost === undefined ? '' : ` ${gitHost}`}`,
    'base-uri \'none\'',
    'form-action \'none\'',
    `frame-ancestors ${gitHost === undefined ? '\'self\'' : '\'none\''}`,
  ].join('; ')
}

/** The Content-Security-Policy of the page that holds the editor, the preview and the findings. */
export function framePolicy(preview: string | null): string {
  return [
    'default-src \'none\'',
    'script-src \'self\'',
    'style-src \'self\'',
    'connect-src \'self\'',
    `frame-src 'self'${preview === null ? '' : ` ${preview}`}`,
    'img-src data:',
    'base-uri \'none\'',
    'form-action \'none\'',
    'frame-ancestors \'none\'',
  ].join('; ')
}
