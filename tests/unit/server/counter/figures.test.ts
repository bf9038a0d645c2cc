import { describe, expect, it } from 'vitest'
import { publish, report, toCsv } from '../../../../server/counter/figures.ts'
import type { VisitCount } from '../../../../server/counter/store.ts'
import type { Figures } from '../../../../shared/statistics.ts'
import { daysOf } from './day-counts.ts'

const today = '2026-11-22'
const nothing = { from: null, to: null, total: 0, countries: [], days: [] }

function count(day: string, country: string, n: number, locale = 'ru'): VisitCount {
  return { day, country, locale, n }
}

function published(rows: readonly VisitCount[]): Figures {
  return publish(daysOf(rows), today)
}

describe('publish', () => {
  it.each(['A1', 'ru', '', ' ', 'A,', ',A', ' A'])('counts visits from %j, which is no country, as unknown', (country) => {
    expect(publish([{ day: '2026-11-20', counts: `RU 20,${country} 50,ZZ 7` }], today).countries)
      .toEqual([{ country: 'ZZ', visits: 50 }, { country: 'RU', visits: 20 }])
  })

  it('shows cells of ten and more, rounded down, and sums smaller ones as other', () => {
    const figures = published([
      count('2026-11-20', 'RU', 1239),
      count('2026-11-20', 'DE', 9),
      count('2026-11-20', 'FR', 8),
      count('2026-11-20', 'KZ', 10),
      count('2026-11-21', 'KZ', 57),
      count('2026-11-21', 'RU', 41),
      count('2026-11-21', 'DE', 11),
    ])
    expect(figures).toEqual({
      from: '2026-11-20',
      to: '2026-11-21',
      total: 1350,
      countries: [
        { country: 'RU', visits: 1270 },
        { country: 'KZ', visits: 60 },
        { country: 'DE', visits: 10 },
        { country: 'other', visits: 10 },
      ],
      days: [
        { day: '2026-11-20', country: 'RU', visits: 1230 },
        { day: '2026-11-20', country: 'KZ', visits: 10 },
        { day: '2026-11-20', country: 'other', visits: 10 },
        { day: '2026-11-21', country: 'KZ', visits: 50 },
        { day: '2026-11-21', country: 'RU', visits: 40 },
        { day: '2026-11-21', country: 'DE', visits: 10 },
      ],
    })
  })

  it('sums the locales of a country before it judges a cell', () => {
    expect(published([count('2026-11-20', 'UA', 6, 'ru'), count('2026-11-20', 'UA', 6, 'uk')]).days)
      .toEqual([{ day: '2026-11-20', country: 'UA', visits: 10 }])
  })

  it('does not show a day that is not over', () => {
    expect(published([count('2026-11-22', 'RU', 1000), count('2026-11-23', 'RU', 1000)])).toEqual(nothing)
    expect(published([])).toEqual(nothing)
  })

  it('puts other last, however large it is, and equal figures by code, not by what was rounded off', () => {
    const rows = [count('2026-11-20', 'RU', 11), count('2026-11-20', 'BY', 10), count('2026-11-20', 'UA', 19)]
    for (const country of 'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE'.split(' ')) rows.push(count('2026-11-20', country, 9))
    expect(published(rows).countries.map(({ country, visits }) => [country, visits])).toEqual([['BY', 10], ['RU', 10], ['UA', 10], ['other', 180]])
  })

  it('does not tell that somebody came on a day without figures', () => {
    const shown = [count('2026-11-18', 'RU', 20), count('2026-11-20', 'RU', 20)]
    const unseen = [count('2026-11-17', 'RU', 9), count('2026-11-19', 'UA', 1), count('2026-11-21', 'MC', 1)]
    expect(published([...shown, ...unseen])).toEqual(published(shown))
    expect(published(unseen)).toEqual(nothing)
  })

  it('hides no country by name: Russia and unknown are shown like others', () => {
    expect(published(['RU', 'BY', 'ZZ', 'UA'].map(country => count('2026-11-20', country, 20))).countries).toHaveLength(4)
  })

  it('tells Tor apart: it is part of no total and of no country, and what is too little of it is in no sum', () => {
    const figures = published([count('2026-11-20', 'T1', 4019), count('2026-11-20', 'RU', 20), count('2026-11-21', 'T1', 9), count('2026-11-21', 'UA', 8)])
    expect(figures).toEqual({
      from: '2026-11-20',
      to: '2026-11-20',
      total: 20,
      tor: 4010,
      countries: [{ country: 'RU', visits: 20 }],
      days: [{ day: '2026-11-20', country: 'T1', visits: 4010 }, { day: '2026-11-20', country: 'RU', visits: 20 }],
    })
  })
})

describe('toCsv', () => {
  it('has a line for each day and country', () => {
    expect(toCsv(published([count('2026-11-20', 'RU', 45), count('2026-11-20', 'DE', 2), count('2026-11-21', 'UA', 10)])))
      .toBe('day,country,visits\n2026-11-20,RU,40\n2026-11-21,UA,10\n')
  })

  it('has its header alone when nothing is published', () => expect(toCsv(published([]))).toBe('day,country,visits\n'))
})

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
