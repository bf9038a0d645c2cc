import { torCountry } from '../../shared/country.ts'
import type { DoubtfulCount, VisitCount } from './store.ts'

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
