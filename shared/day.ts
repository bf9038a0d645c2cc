// Days are UTC days, `YYYY-MM-DD`: of fixed length, so they sort and compare as texts.

/** A day in milliseconds; UTC has no others. */
export const dayMs = 86_400_000

/**
 * The UTC day of a moment.
 *
 * @param time milliseconds since 1970
 * @throws RangeError when it is no time
 */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

/** The UTC day that it is. */
export function utcDay(): string {
  return dayOf(Date.now())
}

/** @returns the UTC day so many days later; earlier for a negative number */
export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * dayMs)
}

/** Whether a text is a day of the calendar. `Date.parse` alone moves 30 February to March. */
export function isDay(text: unknown): text is string {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const time = Date.parse(text)
  return !Number.isNaN(time) && dayOf(time) === text
}
