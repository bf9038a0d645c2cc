import { torCountry } from '../../shared/country.ts'
import { addDays } from '../../shared/day.ts'
import type { CountryFigure, DayFigure, Figures, PeriodFigure } from '../../shared/statistics.ts'
import { knownCountry } from './country.ts'
import type { DayCounts, DoubtfulCount, VisitCount } from './store.ts'

/** The name under which the cells are summed that are too small to be shown. */
export const otherCountries = 'other'

/** The least number that is shown, and what all are rounded down to: fewer visits from a small country could point at a person. */
export const step = 10

/**
 * Makes the figures from exact counts.
 *
 * A cell is one country on one day, all locales together; what is no country is unknown. Cells below {@link step} go to `other` of their day, but for
 * that of Tor, which is part of no total; then every cell and every `other` is rounded down. Everything else is made from these rounded cells by {@link summarise}, so that no exact number follows
 * from a difference. A day has the same cells in every later publication, since only its own counts decide.
 *
 * @param days - exact counts as the store sums them over locales, in any order; what a day has in several of them is summed
 * @param today - the UTC day that is not over yet, YYYY-MM-DD: it and later days are left out
 */
export function publish(days: readonly DayCounts[], today: string): Figures {
  const cells = new Map<string, Map<string, number>>()
  for (const { day, counts } of days) {
    if (day >= today) continue
    const known = cells.get(day) ?? new Map<string, number>()
    cells.set(day, known)
    for (const part of counts.split(',')) {
      // Whoever else writes to a shared engine may have put commas and spaces into a country, too.
      const space = part.lastIndexOf(' ')
      if (space < 0) continue
      increase(known, knownCountry(part.slice(0, space)), Number(part.slice(space + 1)))
    }
  }
  return summarise([...cells].sort(([a], [b]) => a < b ? -1 : 1).flatMap(([day, counts]) => publishDay(day, counts)))
}

/**
 * Sums published cells.
 *
 * `from` and `to` are days that are published too: the first and last day with any visit would tell of a day without figures that
 * somebody came.
 *
 * @param days - rounded cells, by day
 */
export function summarise(days: readonly DayFigure[]): Figures {
  const countries = new Map<string, number>()
  for (const { country, visits } of days) increase(countries, country, visits)
  const tor = countries.get(torCountry)
  countries.delete(torCountry)
  return {
    from: days.at(0)?.day ?? null,
    to: days.at(-1)?.day ?? null,
    total: [...countries.values()].reduce((total, visits) => total + visits, 0),
    ...tor !== undefined && { tor },
    countries: inOrder(countries),
    days,
  }
}

/** The days as CSV (RFC 4180, lines end with `\n`): `day,country,visits`. */
export function toCsv({ days }: Figures): string {
  return ['day,country,visits', ...days.map(({ day, country, visits }) => `${day},${country},${visits}`), ''].join('\n')
}

function publishDay(day: string, cells: ReadonlyMap<string, number>): DayFigure[] {
  const shown: DayFigure[] = []
  let other = 0
  for (const [country, n] of cells) {
    if (n >= step) shown.push({ day, country, visits: n - n % step })
    else if (country !== torCountry) other += n
  }
  if (other >= step) shown.push({ day, country: otherCountries, visits: other - other % step })
  // Rounded before it is sorted: the order of equal figures would tell which was larger.
  return shown.sort(compareFigures)
}

function inOrder(cells: ReadonlyMap<string, number>): CountryFigure[] {
  return [...cells].map(([country, visits]) => ({ country, visits })).sort(compareFigures)
}

function compareFigures(a: CountryFigure, b: CountryFigure): number {
  const last = Number(a.country === otherCountries) - Number(b.country === otherCountries)
  return last || b.visits - a.visits || (a.country < b.country ? -1 : 1)
}

function increase(cells: Map<string, number>, key: string, by: number) {
  cells.set(key, (cells.get(key) ?? 0) + by)
}

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

/** Exact counts, for the operator alone; what may be published is made in figures.ts. */
export interface Report {
  /** First and last UTC day with a visit, YYYY-MM-DD; null when there is none. */
  readonly from: string | null
  readonly to: string | null
  /** Visits from all countries. Those through Tor are not among them: anybody can make them without end, from nowhere. */
  readonly total: number
  /** Visits by country code, most first; `T1` is Tor. */
  readonly countries: Readonly<Record<string, number>>
}

/** Sums exact counts by country over the days from `from` to `to`, both included, YYYY-MM-DD; without them, over all. */
export function report(rows: readonly VisitCount[], from = '', to = '9999-12-31'): Report {
  const counted = rows.filter(({ day, n }) => day >= from && day <= to && n > 0)
  const days = counted.map(({ day }) => day).sort()
  return {
    from: days.at(0) ?? null,
    to: days.at(-1) ?? null,
    ...sumByCountry(counted),
  }
}

/** Sums counts over all their days: visits, or what was doubtful. */
export function sumByCountry(counts: readonly Pick<DoubtfulCount, 'country' | 'n'>[]): Pick<Report, 'total' | 'countries'> {
  const countries = new Map<string, number>()
  for (const { country, n } of counts) countries.set(country, (countries.get(country) ?? 0) + n)
  return {
    total: counts.reduce((total, { country, n }) => country === torCountry ? total : total + n, 0),
    countries: Object.fromEntries([...countries].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))),
  }
}
