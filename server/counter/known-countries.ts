import { isCountryCode } from '../../shared/country.ts'
import { compareRows } from './compare-rows.ts'
import { unknownCountry } from './country.ts'
import type { VisitCount } from './store-reader.ts'

/**
 * Rows as they may be reported, whoever wrote them: visits from what is no country count as unknown.
 *
 * Never for rows that are sent to the shared engine: it may have the other code already, and would count both.
 */
export function knownCountries(rows: VisitCount[]): VisitCount[] {
  if (rows.every(({ country }) => isCountryCode(country))) return rows
  const cells = new Map<string, VisitCount>()
  for (const row of rows) {
    const country = knownCountry(row.country)
    const cell = `${row.day} ${country} ${row.locale}`
    cells.set(cell, { ...row, country, n: row.n + (cells.get(cell)?.n ?? 0) })
  }
  return [...cells.values()].sort(compareRows)
}

/** The code itself, or `ZZ` when it is none. */
export function knownCountry(code: string): string {
  return isCountryCode(code) ? code : unknownCountry
}
