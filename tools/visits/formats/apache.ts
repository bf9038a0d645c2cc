import { clfTime, clfTimeLength, filled, type LogFormat, type LogLine } from './log-line.ts'

/** What the formats of Apache and nginx differ in. */
interface Shape {
  /** Whether the name of the host comes before the address. */
  readonly host: boolean
  /** Whether Referer and user agent must follow the size. */
  readonly agent: boolean
}

/** Behind an address comes the name of a user on that machine, which is `-` everywhere, and never an address or what a program puts before its lines. */
const addressFirst = /^\S+ [^\s.:|]+ /

const hostFirst = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d+)? \S+ [^\s.:|]+ /i

/** Source: https://httpd.apache.org/docs/2.4/logs.html#accesslog */
export const apacheFormats: readonly LogFormat[] = [
  // `%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"`, of Apache and nginx.
  { name: 'combined', ...readerOf({ host: false, agent: true }) },
  // The same behind `%v:%p`, as Debian's Apache has it; openSUSE's is without the port.
  { name: 'vhost-combined', ...readerOf({ host: true, agent: true }) },
  // Without the last two: tells neither robots nor clicks inside the site from visits.
  { name: 'common', ...readerOf({ host: false, agent: false }) },
]

function readerOf(shape: Shape): Omit<LogFormat, 'name'> {
  const columns = shape.host ? hostFirst : addressFirst
  const parse = (line: string) => parseClf(line, shape)
  return { isOther: isOtherClf, fits: line => columns.test(line), parser: () => parse }
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
 * Source of the last: https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format
 */
function parseClf(line: string, shape: Shape): LogLine | undefined {
  const hostEnd = shape.host ? line.indexOf(' ') : -1
  const addressEnd = line.indexOf(' ', hostEnd + 1)
  const timeStart = line.indexOf(' [', addressEnd) + 2
  if (addressEnd < 1 || timeStart < addressEnd) return undefined
  // Neither Apache nor nginx is without an address: the first column is it, and not a host.
  if (shape.host && isNothing(line, hostEnd + 1, addressEnd)) return undefined
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
    referer: shape.agent ? filled(line.slice(refererStart, refererEnd)) : undefined,
    userAgent: shape.agent ? filled(line.slice(refererEnd + 3, agentEnd)) : undefined,
    host: shape.host ? line.slice(0, hostEnd) : undefined,
    headers: shape.agent ? forwardedFor(line, agentEnd) : undefined,
  }
}

/** Whether a line of any of these shapes asks for something that is no page: its target does not begin like `/ru`, or it is no GET. */
function isOtherClf(line: string): boolean {
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

function isNothing(line: string, start: number, end: number): boolean {
  return end === start || (end === start + 1 && line[start] === '-')
}

function forwardedFor(line: string, agentEnd: number): { 'x-forwarded-for': string } | undefined {
  if (!line.startsWith(' "', agentEnd + 1)) return undefined
  const end = endOfQuoted(line, agentEnd + 3)
  const value = end < 0 ? '' : filled(line.slice(agentEnd + 3, end))
  return value === '' ? undefined : { 'x-forwarded-for': value }
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
