import { STATUS_CODES, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { localeNamed } from '../../shared/locales.ts'
import { isOwnHost } from '../counter/address.ts'
import { textHeaders } from './headers.ts'
import { maxTargetLength, refusalTimeout } from './limits.ts'

type Admission = { admitted: true, path: string } | { admitted: false, status: 400 | 405 | 414 }

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

interface ExitRequest {
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

/** All that somebody is told whose request cannot be answered. */
export const notUnderstood = 'Not understood.\n'

type Status = 400 | 405 | 408 | 431

/** https://nodejs.org/api/http.html#event-clienterror */
const statusOf: Readonly<Record<string, Status>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/**
 * Answers what Node could not read as a request, so that there is none to answer, and closes. Nothing is said about the fault: its
 * message holds what was sent.
 */
export function refuseUnreadable(error: Error & { code?: string }, socket: Duplex) {
  if (!socket.writable || isAnswering(socket)) return socket.destroy()
  endWith(socket, statusOf[error.code ?? ''] ?? 400)
}

/** CONNECT comes with a bare socket as well: Node hands it over before anything is read of it. */
export function refuseTunnel(_request: unknown, socket: Duplex) {
  // Whoever goes away before the answer is no fault of ours.
  socket.on('error', () => {})
  if (isAnswering(socket)) return socket.destroy()
  endWith(socket, 405)
}

/**
 * Whether an answer to an earlier request is under way: whatever were written now would stand in the middle of it. Node looks at the same
 * field before it writes its own refusals, and gives no other way to know
 * (https://github.com/nodejs/node/blob/v24.x/lib/_http_server.js, socketOnError).
 */
function isAnswering(socket: Duplex): boolean {
  return '_httpMessage' in socket && Boolean(socket._httpMessage)
}

function endWith(socket: Duplex, status: Status) {
  const headers = ['Connection', 'close', 'Date', new Date().toUTCString(), ...textHeaders(status, notUnderstood.length)]
  const lines = headers.map((text, index) => index % 2 === 0 ? `${text}: ` : `${text}\r\n`)
  // A client that never closes its side would keep the socket, and each byte that it goes on sending would put off the timeout.
  setTimeout(() => socket.destroy(), refusalTimeout).unref()
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${notUnderstood}`)
}
