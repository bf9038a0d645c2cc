import { describe, expect, it } from 'vitest'
import { report } from '../../../../server/counter/figures.ts'

const rows = [
  { day: '2026-11-22', country: 'RU', locale: 'ru', n: 1 },
  { day: '2026-11-20', country: 'UA', locale: 'uk', n: 2 },
  { day: '2026-11-20', country: 'RU', locale: 'ru', n: 1 },
  { day: '2026-11-20', country: 'RU', locale: 'uk', n: 1 },
  { day: '2026-11-19', country: 'DE', locale: 'en', n: 1 },
  { day: '2026-11-19', country: 'BY', locale: 'ru', n: 1 },
]

describe('report', () => {
  it('is exact, most visits first, then by code', () => {
    const result = report(rows)
    expect(result).toEqual({ from: '2026-11-19', to: '2026-11-22', total: 7, countries: { RU: 3, UA: 2, BY: 1, DE: 1 } })
    expect(Object.keys(result.countries)).toEqual(['RU', 'UA', 'BY', 'DE'])
  })

  it('takes the days asked for, and says which of them had visits', () => {
    expect(report(rows, '2026-11-20')).toEqual({ from: '2026-11-20', to: '2026-11-22', total: 5, countries: { RU: 3, UA: 2 } })
    expect(report(rows, '2026-11-20', '2026-11-21')).toEqual({ from: '2026-11-20', to: '2026-11-20', total: 4, countries: { RU: 2, UA: 2 } })
    expect(report(rows, undefined, '2026-11-19')).toEqual({ from: '2026-11-19', to: '2026-11-19', total: 2, countries: { BY: 1, DE: 1 } })
  })

  it('tells visits through Tor apart, in no total', () => {
    expect(report([...rows, { day: '2026-11-23', country: 'T1', locale: 'ru', n: 40 }], '2026-11-20'))
      .toEqual({ from: '2026-11-20', to: '2026-11-23', total: 5, countries: { RU: 3, UA: 2, T1: 40 } })
  })

  it('is empty when there were none', () => {
    expect(report([])).toEqual({ from: null, to: null, total: 0, countries: {} })
    expect(report(rows, '2027-01-01')).toEqual({ from: null, to: null, total: 0, countries: {} })
  })
})
