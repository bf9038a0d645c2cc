import type { VisitCount } from './store.ts'

/** What may be published. Every number is a multiple of {@link step}; nothing below it is visible. */
export interface Figures {
  /** First and last finished UTC day with a visit, YYYY-MM-DD; null when there is none. */
  readonly from: string | null
  readonly to: string | null
  readonly total: number
  /** Most visits first, `other` last. */
  readonly countries: readonly CountryFigure[]
  /** By day, then as `countries`. */
  readonly days: readonly DayFigure[]
}

export interface CountryFigure {
  /** ISO 3166-1 alpha-2, `T1` for Tor, `ZZ` for unknown, or {@link otherCountries}. */
  readonly country: string
  readonly visits: number
}

export interface DayFigure extends CountryFigure {
  /** YYYY-MM-DD, UTC. */
  readonly day: string
}

export interface MonthFigure {
  /** YYYY-MM, UTC. */
  readonly month: string
  readonly visits: number
}

/** The name under which the cells are summed that are too small to be shown. */
export const otherCountries = 'other'

/** The least number that is shown, and what all are rounded down to: fewer visits from a small country could point at a person. */
export const step = 10

/**
 * Makes the figures from exact counts.
 *
 * A cell is one country on one day, all locales together. Cells below {@link step} go to `other` of their day; then every cell and
 * every `other` is rounded down, and all totals are sums of rounded cells, so that no exact number follows from a difference.
 *
 * @param rows - exact counts, in any order
 * @param today - the UTC day that is not over yet, YYYY-MM-DD: it and later days are left out
 */
export function publish(rows: readonly VisitCount[], today: string): Figures {
  const cells = sumByDay(rows.filter(row => row.day < today && row.n > 0))
  const daysWithVisits = [...cells.keys()].sort()
  const days = daysWithVisits.flatMap(day => publishDay(cells.get(day) ?? new Map()).map(figure => ({ day, ...figure })))
  const countries = new Map<string, number>()
  for (const { country, visits } of days) increase(countries, country, visits)
  return {
    from: daysWithVisits.at(0) ?? null,
    to: daysWithVisits.at(-1) ?? null,
    total: sum(days),
    countries: inOrder(countries),
    days,
  }
}

/** Published visits per month, from the first to the last; a month without any is 0. */
export function monthly({ from, to, days }: Figures): MonthFigure[] {
  if (from === null || to === null) return []
  const visits = new Map<string, number>()
  for (const figure of days) increase(visits, figure.day.slice(0, 7), figure.visits)
  const months: MonthFigure[] = []
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = monthAfter(month)) months.push({ month, visits: visits.get(month) ?? 0 })
  return months
}

/** The days as CSV (RFC 4180, lines end with `\n`): `day,country,visits`. */
export function toCsv({ days }: Figures): string {
  return ['day,country,visits', ...days.map(({ day, country, visits }) => `${day},${country},${visits}`), ''].join('\n')
}

function sumByDay(rows: readonly VisitCount[]): Map<string, Map<string, number>> {
  const days = new Map<string, Map<string, number>>()
  for (const { day, country, n } of rows) {
    const cells = days.get(day) ?? new Map<string, number>()
    days.set(day, cells)
    increase(cells, country, n)
  }
  return days
}

function publishDay(cells: ReadonlyMap<string, number>): CountryFigure[] {
  const shown = new Map<string, number>()
  for (const [country, n] of cells) increase(shown, n < step ? otherCountries : country, n)
  // Rounded before it is sorted: the order of equal figures would tell which was larger.
  return inOrder(new Map([...shown].map(([country, n]) => [country, n - n % step]))).filter(({ visits }) => visits > 0)
}

function inOrder(cells: ReadonlyMap<string, number>): CountryFigure[] {
  return [...cells].map(([country, visits]) => ({ country, visits })).sort(compareFigures)
}

function compareFigures(a: CountryFigure, b: CountryFigure): number {
  const last = Number(a.country === otherCountries) - Number(b.country === otherCountries)
  return last || b.visits - a.visits || (a.country < b.country ? -1 : 1)
}

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number)).toISOString().slice(0, 7)
}

function increase(cells: Map<string, number>, key: string, by: number) {
  cells.set(key, (cells.get(key) ?? 0) + by)
}

function sum(figures: readonly CountryFigure[]): number {
  return figures.reduce((total, { visits }) => total + visits, 0)
}
