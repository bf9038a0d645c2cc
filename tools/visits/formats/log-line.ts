import type { RequestHeaders } from '../../../server/counter/address.ts'
import { isDay } from '../../../shared/day.ts'

/** One request, as a log tells of it. Texts are as logged: `''` where nothing was sent, undefined where the log does not say. */
export interface LogLine {
  /** When it was answered or came in, in milliseconds since 1970. */
  readonly time: number
  /** The other end of the connection; empty when the log does not say. */
  readonly address: string
  readonly method: string
  /** The request target, with its query. Empty, like the method, when the client sent something that is no request. */
  readonly path: string
  readonly status: number
  readonly referer: string | undefined
  readonly userAgent: string | undefined
  /** The name that was asked for, with or without port. */
  readonly host?: string
  /** Whether it came over HTTPS and `Sec-Fetch-*`, which browsers send there, would stand in the log; in doubt not. */
  readonly secure?: boolean
  /** Other request headers by lower-case name. Undefined when the format records none, which says nothing about what was sent. */
  readonly headers?: RequestHeaders
  /** The country that the network in front found; read only where the log has no address. */
  readonly country?: string
}

/** A line, without its end, to what it says: `aside` for one that is no request (a heading), undefined when it is malformed. */
export type LineParser = (line: string) => LogLine | 'aside' | undefined

export interface LogFormat {
  /** As `--format` takes it. */
  readonly name: string
  /**
   * Whether a line is seen at a glance to be a request for something that is no page of ours. Most are, so this is what the speed of
   * reading depends on; the parser would give a request for all of them.
   */
  isOther?(line: string): boolean
  /** Whether a line that can be read so has its columns where this format has them. */
  fits?(line: string): boolean
  /** Whether the server can be told to leave headers out, so that what no line of a log tells may have been sent all the same. */
  readonly mayOmitHeaders?: boolean
  /** A parser for one log; it may remember that log's headings. */
  parser(): LineParser
}

/** What the server wrote of a header, where `-` stands for none. */
export function filled(text: string): string {
  return text === '-' ? '' : text
}

const isoTime = /^(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d:\d\d:\d\d(?:[.,]\d+)?) ?(Z|UTC|[+-]\d\d:?\d\d)?$/

/**
 * Reads a date with a time, as programs write it: ISO 8601, RFC 3339, also with a space between, or with slashes. Without a zone it is UTC, as all
 * days are here: the zone of the machine that reads says nothing about the one that wrote.
 *
 * @returns milliseconds since 1970; NaN when it is none
 */
export function isoDateTime(text: string): number {
  const [, year, month, day, clock = '', zone = 'Z'] = isoTime.exec(text) ?? []
  const date = `${year}-${month}-${day}`
  // `Date.parse` alone moves 31 February to March.
  return isDay(date) ? Date.parse(`${date}T${clock.replace(',', '.')}${zone === 'UTC' ? 'Z' : zone}`) : Number.NaN
}

/**
 * A time since 1970 in the unit that makes it a time of these decades: seconds, milliseconds, microseconds or nanoseconds, of which a number
 * keeps enough.
 *
 * @returns milliseconds
 */
export function sinceEpoch(number: number): number {
  if (number > 1e17) return Math.floor(number / 1e6)
  if (number > 1e14) return Math.floor(number / 1e3)
  return number > 1e11 ? number : number * 1000
}

const months = new Map(['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((name, index) => [name, index]))

/** Length of `10/Oct/2000:13:55:36 -0700`. */
export const clfTimeLength = 26

const zero = 48
const plus = 43
const minus = 45
const minuteMs = 60_000

/** No clock is further from UTC, in minutes. */
const farthestZone = 14 * 60

/** The last date that was read: neighbouring lines are of one day, and a calendar is slow. */
let knownDate = 'none'
let knownMidnight = Number.NaN

/**
 * Reads the time of the common log format, `10/Oct/2000:13:55:36 -0700`, that begins at `start`.
 *
 * @returns milliseconds since 1970; NaN when it is none, or none that a calendar and a clock can show
 */
export function clfTime(line: string, start: number): number {
  if (!line.startsWith(knownDate, start)) {
    knownMidnight = midnightOf(line.slice(start, start + 11))
    // Put together anew: a slice would keep its line, and so an address, in memory.
    knownDate = Number.isNaN(knownMidnight) ? 'none' : [...line.slice(start, start + 11)].join('')
  }
  // strftime writes a leap second as 60.
  const seconds = twoDigits(line, start + 12, 23) * 3600 + twoDigits(line, start + 15, 59) * 60 + twoDigits(line, start + 18, 60)
  return knownMidnight + seconds * 1000 - zoneAt(line, start + 21) * minuteMs
}

function midnightOf(date: string): number {
  const day = twoDigits(date, 0)
  const month = months.get(date.slice(3, 6))
  const midnight = month === undefined ? Number.NaN : Date.UTC(twoDigits(date, 7) * 100 + twoDigits(date, 9), month, day)
  // A day that the month lacks becomes one of the next.
  return new Date(midnight).getUTCDate() === day ? midnight : Number.NaN
}

/** How far a clock is ahead of UTC, in minutes. */
function zoneAt(line: string, at: number): number {
  const zone = twoDigits(line, at + 1) * 60 + twoDigits(line, at + 3, 59)
  const sign = line.charCodeAt(at)
  if (!(zone <= farthestZone)) return Number.NaN
  if (sign === minus) return -zone
  return sign === plus ? zone : Number.NaN
}

/** NaN when they are no digits, or more than `most`. */
function twoDigits(line: string, at: number, most = 99): number {
  const tens = line.charCodeAt(at) - zero
  const ones = line.charCodeAt(at + 1) - zero
  const number = tens * 10 + ones
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 && number <= most ? number : Number.NaN
}
