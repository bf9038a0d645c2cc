import type { DayCounts, VisitCount } from '../../../../server/counter/store.ts'

/** Rows of a store as the publication reads them, by day; each locale in a row of its own, as what was imported is beside what was counted here. */
export function daysOf(rows: readonly VisitCount[]): DayCounts[] {
  return [...Map.groupBy(rows, ({ day, locale }) => `${day} ${locale}`).values()].map(group => ({
    day: group[0]?.day ?? '',
    counts: group.map(({ country, n }) => `${country} ${n}`).join(','),
  }))
}
