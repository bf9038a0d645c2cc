import { describe, expect, it } from 'vitest'
import { chartLabels, mapClass } from '../../../shared/statistics.ts'

/** Months from the first of a year on. */
function months(year: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => new Date(Date.UTC(year, index)).toISOString().slice(0, 7))
}

describe('chartLabels', () => {
  it('numbers the months of one year', () => expect(chartLabels(['2026-09', '2026-10', '2026-11'])).toEqual(['9', '10', '11']))

  it('names years under their first bar', () => {
    expect(chartLabels(['2025-11', '2025-12', '2026-01', '2026-02'])).toEqual(['2025', '', '2026', ''])
  })

  it('does not name a year that has too few bars for its name', () => {
    expect(chartLabels(['2024-12', ...months(2025, 24)]).filter(Boolean)).toEqual(['2025', '2026'])
  })

  it('leaves years out when there are many', () => {
    expect(chartLabels(months(2022, 12 * 12)).filter(Boolean)).toEqual(['2022', '2024', '2026', '2028', '2030', '2032'])
  })

  it('numbers some days of a month', () => {
    expect(chartLabels(['2026-11-03', '2026-11-04', '2026-11-05', '2026-11-06'])).toEqual(['', '', '5', ''])
    expect(chartLabels(['2026-11-09'])).toEqual([''])
  })

  it('is empty without bars', () => expect(chartLabels([])).toEqual([]))
})

it.each([[0, 0], [10, 1], [90, 1], [100, 2], [990, 2], [1000, 3], [9990, 3], [10_000, 4], [100_000, 5], [46_000_000, 5]])('%i visits have colour %i', (visits, expected) => {
  expect(mapClass(visits)).toBe(expected)
})
