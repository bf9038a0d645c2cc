import { torCountry } from '../../shared/country.ts'
import { addDays } from '../../shared/day.ts'
import type { DayFigure, Figures, PeriodFigure } from '../../shared/statistics.ts'
import { summarise } from './figures.ts'

// What is said of years, months and days is made from published figures alone, so it says nothing that they do not.

/**
 * The figures of each year (`2026`) and month (`2026-11`) that has any: sums of its published days. Oldest first, each year before its
 * months. One pass over the days makes them all: a pass for each took seconds where there are many years.
 */
export function byPeriod({ days }: Figures): Map<string, Figures> {
  const parts = new Map<string, DayFigure[]>()
  for (const figure of days) {
    for (const period of [figure.day.slice(0, 4), figure.day.slice(0, 7)]) {
      const part = parts.get(period)
      if (part) part.push(figure)
      else parts.set(period, [figure])
    }
  }
  return new Map([...parts].map(([period, part]) => [period, summarise(part)]))
}

/** Published visits per month, from the first to the last; as in the total, without Tor. */
export function monthly(figures: Figures): PeriodFigure[] {
  return timeline(figures, 'YYYY-MM'.length, monthAfter)
}

/** Published visits per day, from the first to the last; without Tor. */
export function daily(figures: Figures): PeriodFigure[] {
  return timeline(figures, 'YYYY-MM-DD'.length, day => addDays(day, 1))
}

function timeline({ from, to, days }: Figures, length: number, next: (period: string) => string): PeriodFigure[] {
  if (from === null || to === null) return []
  const sums = new Map<string, number>()
  for (const { day, country, visits } of days) {
    if (country !== torCountry) sums.set(day.slice(0, length), (sums.get(day.slice(0, length)) ?? 0) + visits)
  }
  const figures: PeriodFigure[] = []
  for (let period = from.slice(0, length); period <= to; period = next(period)) figures.push({ period, visits: sums.get(period) ?? 0 })
  return figures
}

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number)).toISOString().slice(0, 7)
}
