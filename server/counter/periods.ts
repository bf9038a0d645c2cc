import { addDays } from '../../shared/day.ts'
import { summarise, type Figures } from './figures.ts'

// What is said of years, months and days is made from published figures alone, so it says nothing that they do not.

export interface PeriodFigure {
  /** YYYY-MM or YYYY-MM-DD, UTC. */
  readonly period: string
  /** 0 says that nothing is published of the period, not that nobody came. */
  readonly visits: number
}

/** The figures of a year, a month or a day: the sums of its published days. */
export function within({ days }: Figures, period: string): Figures {
  return summarise(days.filter(({ day }) => isWithin(day, period)))
}

/** The years (`2026`) and months (`2026-11`) of which there are figures, oldest first, each year before its months. */
export function periodsOf({ days }: Figures): string[] {
  return [...new Set(days.flatMap(({ day }) => [day.slice(0, 4), day.slice(0, 7)]))].sort()
}

/** Published visits per month, from the first to the last. */
export function monthly(figures: Figures): PeriodFigure[] {
  return timeline(figures, 'YYYY-MM'.length, monthAfter)
}

/** Published visits per day, from the first to the last. */
export function daily(figures: Figures): PeriodFigure[] {
  return timeline(figures, 'YYYY-MM-DD'.length, day => addDays(day, 1))
}

function timeline({ from, to, days }: Figures, length: number, next: (period: string) => string): PeriodFigure[] {
  if (from === null || to === null) return []
  const sums = new Map<string, number>()
  for (const { day, visits } of days) sums.set(day.slice(0, length), (sums.get(day.slice(0, length)) ?? 0) + visits)
  const figures: PeriodFigure[] = []
  for (let period = from.slice(0, length); period <= to; period = next(period)) figures.push({ period, visits: sums.get(period) ?? 0 })
  return figures
}

function isWithin(day: string, period: string): boolean {
  return day === period || day.startsWith(`${period}-`)
}

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number)).toISOString().slice(0, 7)
}
