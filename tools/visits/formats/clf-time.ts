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
