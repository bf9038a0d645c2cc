import { createHash } from 'node:crypto'
import { rateWindow } from './limits.ts'
import type { Encoding } from './negotiate.ts'

/** Header names and values in turn, as `ServerResponse.writeHead` takes them. */
export type HeaderList = readonly string[]

/** What is sent with every answer. docs/headers.md says why, one by one. */
const common = [
  'X-Content-Type-Options', 'nosniff',
  // Not `no-referrer`: connections without Sec-Fetch headers are judged by the Referer, which must survive within the site.
  'Referrer-Policy', 'same-origin',
  'X-Frame-Options', 'DENY',
  // Not `same-origin`, for which Firefox writes the name of the site into permissions.sqlite, past the deletion of the history (`highValueCOOP`).
  'Cross-Origin-Opener-Policy', 'noopener-allow-popups',
  'Cross-Origin-Embedder-Policy', 'require-corp',
  // Only what Chromium knows on every system: of any other name it complains in the console.
  'Permissions-Policy', [
    'accelerometer', 'autoplay', 'browsing-topics', 'camera', 'clipboard-read', 'clipboard-write', 'display-capture',
    'encrypted-media', 'fullscreen', 'geolocation', 'gyroscope', 'hid', 'idle-detection', 'local-fonts', 'magnetometer', 'microphone',
    'midi', 'payment', 'picture-in-picture', 'publickey-credentials-get', 'screen-wake-lock', 'serial', 'storage-access', 'usb',
    'window-management', 'xr-spatial-tracking',
  ].map(feature => `${feature}=()`).join(', '),
] as const

// Without `no-store` the text of a page stays in the browser's cache folder after the browser is closed.
const neverStored = ['Cache-Control', 'no-store'] as const

const sameOriginOnly = ['Cross-Origin-Resource-Policy', 'same-origin'] as const

const inertPolicy = ['Content-Security-Policy', 'default-src \'none\'; frame-ancestors \'none\'; sandbox'] as const

/** What of an answer decides its headers. */
export interface Described {
  status: number
  /** Media type, for example `text/html; charset=utf-8`. */
  type: string
  /** The language of a page; undefined where that is not known. */
  locale: string | undefined
  /** False for pages that nobody comes to read: opening one is no visit. */
  counts?: boolean
  body: Buffer
}

/** Headers of what the site is made of: pages, the published figures, robots.txt and the sitemap. */
export function headersOf({ type, body, locale, status, counts = true }: Described): HeaderList {
  if (type.startsWith('text/html')) {
    return [...htmlHeaders(body.toString(), locale ?? 'mul'), ...status === 200 && counts ? [] : ['X-Robots-Tag', 'noindex'], ...beyondStatus(status)]
  }
  return /^(?:application\/json|text\/csv)/.test(type) ? dataHeaders(type) : plainHeaders(type)
}

/** Headers of an HTML page; its stylesheet is admitted by its hash, so that nothing else inline can take effect. */
function htmlHeaders(html: string, language: string): HeaderList {
  const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, css = '']) => `'sha256-${createHash('sha256').update(css).digest('base64')}'`)
  const policy = [
    'default-src \'none\'',
    styles.length ? `style-src ${styles.join(' ')}` : '',
    'img-src \'self\' data:',
    'base-uri \'none\'',
    'form-action \'none\'',
    'frame-ancestors \'none\'',
    'require-trusted-types-for \'script\'',
    'trusted-types \'none\'',
  ].filter(Boolean).join('; ')
  return [
    'Content-Type', 'text/html; charset=utf-8', 'Content-Language', language, 'Content-Security-Policy', policy,
    ...common, ...sameOriginOnly, ...exitHeaders(html) ?? neverStored,
  ]
}

/**
 * Headers of the page of the quick exit. It has no text, and the browser is to keep it for the way back: from an address with a fragment it cannot
 * replace the page, but there the page's entry in the history then shows it. `no-cache`: whoever comes by any other way gets the page itself.
 */
function exitHeaders(html: string): HeaderList | undefined {
  const refresh = refreshOf(html)
  return refresh.length === 0 ? undefined : ['Cache-Control', 'private, no-cache', ...refresh]
}

/** The way on from a page that says it in a `<meta>`: as a header it is read before the page. */
function refreshOf(html: string): HeaderList {
  const refresh = /<meta http-equiv="refresh" content="([^"]+)">/.exec(html)?.[1]
  return refresh === undefined ? [] : ['Refresh', refresh]
}

/** Headers of what is read by machines: robots.txt, the sitemap, security.txt. */
export function plainHeaders(type: string): HeaderList {
  return ['Content-Type', type, ...inertPolicy, ...common, ...sameOriginOnly, ...neverStored]
}

/** Headers of the published figures and of what proves a release genuine, which anybody may read from anywhere. */
export function dataHeaders(type: string): HeaderList {
  return [
    'Content-Type', type, ...inertPolicy, ...common, ...neverStored,
    'Access-Control-Allow-Origin', '*', 'Cross-Origin-Resource-Policy', 'cross-origin', 'X-Robots-Tag', 'noindex',
  ]
}

/** Headers of a file that is shown or saved: a picture, a copy to keep, a leaflet. Search engines shall find the pages instead. */
export function fileHeaders(type: string, savedAs: string | undefined): HeaderList {
  return [
    ...plainHeaders(type), 'X-Robots-Tag', 'noindex',
    ...savedAs === undefined ? [] : ['Content-Disposition', `attachment; filename="${savedAs}"`],
  ]
}

/** Headers of the way to one's language; what it answers depends on who asks. */
export function redirectHeaders(location: string): HeaderList {
  return ['Location', location, 'Vary', 'Accept-Language', ...textHeaders(302, 0)]
}

/** Headers of a short text: health, and whatever is refused. `length` in bytes. */
export function textHeaders(status: number, length: number): HeaderList {
  return [...plainHeaders('text/plain; charset=utf-8'), ...beyondStatus(status), 'Content-Length', String(length)]
}

/** What a status obliges to say (RFC 9110, 15.5.6; RFC 6585, 4). */
function beyondStatus(status: number): HeaderList {
  if (status === 405) return ['Allow', 'GET, HEAD']
  return status === 429 ? ['Retry-After', String(rateWindow / 1000)] : []
}

/** Completes the headers of an answer that exists in several encodings. `length` in bytes, of the encoded body. */
export function encodedHeaders(headers: HeaderList, encoding: Encoding, length: number): string[] {
  const encoded = encoding === 'identity' ? [] : ['Content-Encoding', encoding]
  return [...headers, 'Vary', 'Accept-Encoding', ...encoded, 'Content-Length', String(length)]
}

/** Completes the headers of an answer that exists in one form. */
export function fixedHeaders(headers: HeaderList, length: number): string[] {
  return [...headers, 'Content-Length', String(length)]
}

/**
 * HSTS, for HTTPS sites only and never for an onion address, which has no certificate. No `preload`: that list is public and slow
 * to leave, and would be a ready list of our domains for a censor.
 *
 * @param seconds for which browsers remember it, and with it the site: `HSTS_SECONDS`
 */
export function strictTransport(seconds: number): HeaderList {
  return ['Strict-Transport-Security', `max-age=${seconds}; includeSubDomains`]
}

/**
 * What is added to a page where HTTPS is in front, beside {@link strictTransport}.
 *
 * @param address of the same page as an onion service; Tor Browser then offers to go there
 *   (https://community.torproject.org/onion-services/advanced/onion-location/)
 */
export function onionLocation(address: string | undefined): HeaderList {
  return address === undefined ? [] : ['Onion-Location', address]
}
