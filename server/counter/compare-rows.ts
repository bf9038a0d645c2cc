import type { VisitCount } from './store-reader.ts'

/** By day, country and locale, as the stores give them. */
export function compareRows(a: VisitCount, b: VisitCount): number {
  return compare(a.day, b.day) || compare(a.country, b.country) || compare(a.locale, b.locale)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
