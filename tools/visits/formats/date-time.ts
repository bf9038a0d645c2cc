import { isDay } from '../../../shared/day.ts'

/**
 * Reads a date with a time, as `Date.parse` does, which alone moves 31 February to March.
 *
 * @returns milliseconds since 1970; NaN when it is none
 */
export function dateTime(text: string): number {
  const [day] = /^\d{4}-\d\d-\d\d/.exec(text) ?? []
  return day === undefined || isDay(day) ? Date.parse(text) : Number.NaN
}
