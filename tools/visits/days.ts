import { addDays, dayMs, isDay, utcDay } from '../../shared/day.ts'
import { UsageError } from '../kit/command.ts'

/** Throws a {@link UsageError} that names the option when its value is no date. */
export function checkDay(option: string, text: string | undefined) {
  if (text !== undefined && !isDay(text)) throw new UsageError(`${option} is "${text}", but must be a date like 2026-11-20`)
}

/** Throws a {@link UsageError} when `--from` or `--to` is no date, or they are in the wrong order. */
export function checkPeriod(from: string | undefined, to: string | undefined) {
  checkDay('--from', from)
  checkDay('--to', to)
  if (from !== undefined && to !== undefined && from > to) throw new UsageError(`--from ${from} is after --to ${to}`)
}

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
