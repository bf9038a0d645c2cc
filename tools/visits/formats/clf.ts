import { clfTime, clfTimeLength } from './clf-time.ts'
import type { LogLine } from './log-line.ts'

export interface ClfShape {
  /** Whether the name of the host comes before the address. */
  readonly host: boolean
  /** Whether Referer and user agent must follow the size. */
  readonly agent: boolean
}

const space = 32
const slash = 47
const questionMark = 63
const backslash = 92

/** Where in a line the parts begin and end that every shape has. */
interface Place {
  readonly requestStart: number
  readonly requestEnd: number
  readonly status: number
}

/**
 * Reads a line of the common log format or of one that is made from it: `address ident user [time] "request" status size`; with `host`
 * before it in logs of several hosts; with `"referer" "user agent"` behind it in the combined format, and then, in the format that
 * nginx's own packages set, `"X-Forwarded-For"`. Whatever else follows is ignored.
 *
 * Sources: https://httpd.apache.org/docs/2.4/logs.html#accesslog, https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format
 */
export function parseClf(line: string, shape: ClfShape): LogLine | undefined {
  const hostEnd = shape.host ? line.indexOf(' ') : -1
  const addressEnd = line.indexOf(' ', hostEnd + 1)
  const timeStart = line.indexOf(' [', addressEnd) + 2
  if (addressEnd < 1 || timeStart < addressEnd) return undefined
  const place = findRequest(line, timeStart + clfTimeLength + 3)
  const time = clfTime(line, timeStart)
  if (place === undefined || Number.isNaN(time)) return undefined

  const { requestStart, requestEnd, status } = place
  const methodEnd = endOfWord(line, requestStart, requestEnd)
  const isRequest = methodEnd < requestEnd && line.charCodeAt(methodEnd + 1) === slash
  const refererStart = shape.agent ? line.indexOf('"', requestEnd + 1) + 1 : 0
  const refererEnd = refererStart > 0 ? endOfQuoted(line, refererStart) : -1
  const agentEnd = refererEnd > 0 && line.startsWith(' "', refererEnd + 1) ? endOfQuoted(line, refererEnd + 3) : -1
  if (shape.agent && agentEnd < 0) return undefined
  return {
    time,
    address: line.slice(hostEnd + 1, addressEnd),
    method: isRequest ? line.slice(requestStart, methodEnd) : '',
    path: isRequest ? line.slice(methodEnd + 1, endOfWord(line, methodEnd + 1, requestEnd)) : '',
    status,
    referer: shape.agent ? filled(line, refererStart, refererEnd) : undefined,
    userAgent: shape.agent ? filled(line, refererEnd + 3, agentEnd) : undefined,
    host: shape.host ? line.slice(0, hostEnd) : undefined,
    headers: shape.agent ? forwardedFor(line, agentEnd) : undefined,
  }
}

/** Whether a line of any of these shapes asks for something that is no page: its target does not begin like `/ru`, or it is no GET. */
export function isOtherClf(line: string): boolean {
  const start = line.indexOf('"') + 1
  return start > 0 && !beginsLikePage(line, start) && findRequest(line, start) !== undefined
}

function beginsLikePage(line: string, requestStart: number): boolean {
  if (!line.startsWith('GET /', requestStart)) return false
  const next = line.charCodeAt(requestStart + 7)
  return next === slash || next === space || next === questionMark
}

/** The quoted request that begins at `requestStart`, behind the time in its brackets, and the status behind it. */
function findRequest(line: string, requestStart: number): Place | undefined {
  if (!line.startsWith('] "', requestStart - 3)) return undefined
  const requestEnd = endOfQuoted(line, requestStart)
  const status = requestEnd < 0 ? Number.NaN : statusAt(line, requestEnd + 2)
  return Number.isNaN(status) ? undefined : { requestStart, requestEnd, status }
}

/** Servers write `-` for a header that was not sent. */
function filled(line: string, start: number, end: number): string | undefined {
  const text = line.slice(start, end)
  return text === '-' || text === '' ? undefined : text
}

function forwardedFor(line: string, agentEnd: number): { 'x-forwarded-for': string } | undefined {
  if (!line.startsWith(' "', agentEnd + 1)) return undefined
  const end = endOfQuoted(line, agentEnd + 3)
  const value = end < 0 ? undefined : filled(line, agentEnd + 3, end)
  return value === undefined ? undefined : { 'x-forwarded-for': value }
}

/** Where the quoted text that begins at `start` ends; -1 when it does not. Apache writes `\"` for a quote in it, nginx `\x22`. */
function endOfQuoted(line: string, start: number): number {
  let end = line.indexOf('"', start)
  while (end > start && isEscaped(line, end, start)) end = line.indexOf('"', end + 1)
  return end
}

function isEscaped(line: string, at: number, start: number): boolean {
  let first = at
  while (first > start && line.charCodeAt(first - 1) === backslash) first--
  return (at - first) % 2 === 1
}

function endOfWord(line: string, start: number, limit: number): number {
  let end = start
  while (end < limit && line.charCodeAt(end) !== space) end++
  return end
}

function statusAt(line: string, at: number): number {
  const status = (line.charCodeAt(at) - 48) * 100 + (line.charCodeAt(at + 1) - 48) * 10 + line.charCodeAt(at + 2) - 48
  return status >= 100 && status <= 999 ? status : Number.NaN
}
