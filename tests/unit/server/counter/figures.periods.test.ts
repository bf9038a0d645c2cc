import { describe, expect, it } from 'vitest'
import { byPeriod, daily, monthly, publish } from '../../../../server/counter/figures.ts'

const today = '2026-11-22'

function published(...counts: [day: string, country: string, n: number][]) {
  return publish(counts.map(([day, country, n]) => ({ day, counts: `${country} ${n}` })), today)
}

const figures = published(
  ['2025-11-30', 'RU', 25], ['2025-11-01', 'RU', 30], ['2026-02-01', 'UA', 15], ['2026-02-01', 'RU', 20], ['2026-02-03', 'RU', 12], ['2026-03-01', 'RU', 9],
)
const nothing = published()

describe('byPeriod', () => {
  const periods = byPeriod(figures)

  it('has the years and months with figures, oldest first, and no others', () => {
    expect([...periods.keys()]).toEqual(['2025', '2025-11', '2026', '2026-02'])
    expect([...byPeriod(nothing)]).toEqual([])
  })

  it('sums the days of each', () => {
    expect(periods.get('2026')).toMatchObject({ from: '2026-02-01', to: '2026-02-03', total: 40, countries: [{ country: 'RU', visits: 30 }, { country: 'UA', visits: 10 }] })
    expect(periods.get('2025-11')).toMatchObject({ from: '2025-11-01', to: '2025-11-30', total: 50 })
  })
})

describe('monthly', () => {
  it('sums the days of a month, and gives months without figures between as 0', () => {
    expect(monthly(figures)).toEqual([
      { period: '2025-11', visits: 50 },
      { period: '2025-12', visits: 0 },
      { period: '2026-01', visits: 0 },
      { period: '2026-02', visits: 40 },
    ])
  })

  it('leaves Tor out, as the total does', () => {
    const withTor = published(['2026-02-01', 'RU', 20], ['2026-02-01', 'T1', 500], ['2026-02-02', 'T1', 30])
    expect(monthly(withTor)).toEqual([{ period: '2026-02', visits: 20 }])
    expect(daily(withTor)).toEqual([{ period: '2026-02-01', visits: 20 }, { period: '2026-02-02', visits: 0 }])
  })

  it('is empty when nothing is published', () => expect(monthly(nothing)).toEqual([]))
})

describe('daily', () => {
  it('sums the countries of a day, and gives days without figures between as 0', () => {
    expect(daily(byPeriod(figures).get('2026-02') ?? nothing)).toEqual([
      { period: '2026-02-01', visits: 30 },
      { period: '2026-02-02', visits: 0 },
      { period: '2026-02-03', visits: 10 },
    ])
  })

  it('crosses the ends of months', () => {
    expect(daily(published(['2026-02-27', 'RU', 10], ['2026-03-02', 'RU', 10])).map(({ period }) => period)).toEqual(['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'])
  })
})
