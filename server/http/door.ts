import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { localeNamed } from '../../shared/locales.ts'
import { maxTargetLength } from './limits.ts'

export type Admission = { admitted: true, path: string } | { admitted: false, status: 400 | 405 | 414 }

/** What of a request the door looks at, as Node gives it. */
export type Asked = Pick<IncomingMessage, 'method' | 'url' | 'httpVersion'> & { headers: Pick<IncomingHttpHeaders, 'host'> }

/** A host name or an address, with or without port; user information is not plausible. A name with `_` is one that servers have among themselves. */
const plausibleHost = /^(?:[a-z0-9_](?:[a-z0-9._-]{0,252})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i

/** As a proxy is asked (RFC 9112, 3.2.2). */
const absoluteForm = /^https?:\/\/([^/?]+)(.*)$/i

/**
 * Letters, digits and a few marks, one slash at a time: all that our own addresses need, and nothing that decodes to something else.
 * No name begins with a dot but the folder of RFC 8615.
 */
const plainPath = /^(?:\/\.well-known)?(?:\/[a-z0-9_-][a-z0-9._-]*)*\/?$/i

/** What no browser asks for, however it is led: a backslash, NUL, or a name that begins with a dot, as all do that lead to another folder. */
const trick = /[\\\0]|.\/\.|^\/\.(?!well-known\/)/s

/** Whether a path may be asked for. */
export function isPlainPath(path: string): boolean {
  return plainPath.test(path)
}

/** Makes of an absolute target the same request in origin form: the host in it stands in place of `Host`, which says nothing then (RFC 9112, 3.2.2). */
export function toOriginForm(request: Asked) {
  if (request.url?.startsWith('/')) return
  const [, host, target = ''] = absoluteForm.exec(request.url ?? '') ?? []
  // Two of them, which Node joins, are refused in any form.
  if (host === undefined || request.headers.host?.includes(',')) return
  request.headers.host = host
  request.url = target.startsWith('/') ? target : `/${target}`
}

/**
 * The first look at a request in origin form, before anything is looked up: is it one that a browser could have made?
 *
 * @param isFromProxy whether a trusted proxy sends it: who lacks a `Host` is answered then, as in HTTP/1.0, and refused else (RFC 9112, 3.2)
 * @returns the path without the query, or the status to refuse with. Only tricks are refused, written out or percent-encoded: whatever a reader may
 *   have pasted or mistyped is admitted, to be answered with the page that he meant or with one that shows the contacts.
 */
export function admit({ method, url: target, httpVersion, headers: { host } }: Asked, isFromProxy: () => boolean): Admission {
  if (method !== 'GET' && method !== 'HEAD') return { admitted: false, status: 405 }
  if (host ? !plausibleHost.test(host) : httpVersion !== '1.0' && !isFromProxy()) return { admitted: false, status: 400 }
  if (!target?.startsWith('/')) return { admitted: false, status: 400 }
  if (target.length > maxTargetLength) return { admitted: false, status: 414 }
  const query = target.indexOf('?')
  const path = query < 0 ? target : target.slice(0, query)
  if (!plainPath.test(path) && trick.test(decodeAscii(path))) return { admitted: false, status: 400 }
  return { admitted: true, path }
}

/**
 * The address that somebody means who asks for a path that does not exist, as far as its form tells: in small letters, with one slash at a time, the code
 * of a language for its name, and without what stands behind it: marks and words that were pasted with it, a query without its question
 * mark, an ending.
 *
 * Nothing of it may be sent back unless it is the address of a page of ours.
 *
 * @example meantPath('/ru-RU//Steps.html&fbclid=x') // '/ru/steps'
 * @returns the path itself where its form tells nothing
 */
export function meantPath(path: string): string {
  const [language, ...words] = decodeAscii(path).replace(/[^\w/-].*$/s, '').toLowerCase().split('/').filter(Boolean)
  if (language === undefined) return path
  const names = [localeNamed(language) ?? language, ...words]
  return `/${(names.at(-1) === 'index' ? names.slice(0, -1) : names).join('/')}`
}

/** Leaves what is not ASCII encoded: it is in no address of ours, and may be no UTF-8 at all. */
function decodeAscii(path: string): string {
  return path.replace(/%([0-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}
