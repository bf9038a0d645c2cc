import { addDays, dayMs, utcDay } from '../../shared/day.ts'

/** What is older was never counted; the figures have a line for every month from the first day to the last. */
export const firstDay = '2000-01-01'

const firstMoment = Date.parse(firstDay)

/** The last day of which visits are taken: another machine's clock may be ahead. */
export function lastDay(today = utcDay()): string {
  return addDays(today, 1)
}

/** Whether a visit can have been on this day, from {@link firstDay} to {@link lastDay}. Both in milliseconds since 1970. */
export function isMoment(time: number, now = Date.now()): boolean {
  return time >= firstMoment && time < (Math.floor(now / dayMs) + 2) * dayMs
}
