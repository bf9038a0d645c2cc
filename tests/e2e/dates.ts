import { dayMs, dayOf } from '../../shared/day.ts'

/** The UTC day that lies `days` days from now, `YYYY-MM-DD`. */
export function dayFromNow(days: number, now: Date = new Date()): string {
  return dayOf(now.getTime() + days * dayMs)
}

/**
 * Fills in dates that depend on the day: a fixture with a fixed date would be right for some months only.
 *
 * @example fillDates('on: "{today-300}"', new Date('2026-11-24')) // 'on: "2026-01-28"'
 */
export function fillDates(text: string, now: Date): string {
  return text.replace(/\{today(?:-(\d+))?\}/g, (_all, days?: string) => dayFromNow(-Number(days ?? 0), now))
}
