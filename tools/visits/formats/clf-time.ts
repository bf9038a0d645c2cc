const months = new Map(['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'].map((name, index) => [name, index]))

/** Length of `10/Oct/2000:13:55:36 -0700`. */
export const clfTimeLength = 26

const zero = 48
const minus = 45
const minuteMs = 60_000

/** The last date that was read: neighbouring lines are of one day, and a calendar is slow. */
let knownDate = 'none'
let knownMidnight = Number.NaN

/**
 * Reads the time of the common log format, `10/Oct/2000:13:55:36 -0700`, that begins at `start`.
 *
 * @returns milliseconds since 1970; NaN when it is none
 */
export function clfTime(line: string, start: number): number {
  if (!line.startsWith(knownDate, start)) {
    knownMidnight = midnightOf(line.slice(start, start + 11))
    // Put together anew: a slice would keep its line, and so an address, in memory.
    knownDate = Number.isNaN(knownMidnight) ? 'none' : [...line.slice(start, start + 11)].join('')
  }
  const seconds = twoDigits(line, start + 12) * 3600 + twoDigits(line, start + 15) * 60 + twoDigits(line, start + 18)
  const zone = (twoDigits(line, start + 22) * 60 + twoDigits(line, start + 24)) * minuteMs
  return knownMidnight + seconds * 1000 + (line.charCodeAt(start + 21) === minus ? zone : -zone)
}

function midnightOf(date: string): number {
  const month = months.get(date.slice(3, 6))
  return month === undefined ? Number.NaN : Date.UTC(Number(date.slice(7)), month, Number(date.slice(0, 2)))
}

function twoDigits(line: string, at: number): number {
  const tens = line.charCodeAt(at) - zero
  const ones = line.charCodeAt(at + 1) - zero
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}
