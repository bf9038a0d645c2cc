import { describe, expect, it } from 'vitest'
import { monthly, publish, toCsv } from '../../../../server/counter/figures.ts'
import type { VisitCount } from '../../../../server/counter/store.ts'

const today = '2026-11-22'
const nothing = { from: null, to: null, total: 0, countries: [], days: [] }

function count(day: string, country: string, n: number, locale = 'ru'): VisitCount {
  return { day, country, locale, n }
}

describe('publish', () => {
  it('shows cells of ten and more, rounded down, and sums smaller ones as other', () => {
    const figures = publish([
      count('2026-11-20', 'RU', 1239),
      count('2026-11-20', 'DE', 9),
      count('2026-11-20', 'FR', 8),
      count('2026-11-20', 'KZ', 10),
      count('2026-11-21', 'KZ', 57),
      count('2026-11-21', 'RU', 41),
      count('2026-11-21', 'DE', 11),
    ], today)
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
    expect(publish([count('2026-11-20', 'UA', 6, 'ru'), count('2026-11-20', 'UA', 6, 'uk')], today).days)
      .toEqual([{ day: '2026-11-20', country: 'UA', visits: 10 }])
  })

  it('does not show a day that is not over', () => {
    expect(publish([count('2026-11-22', 'RU', 1000), count('2026-11-23', 'RU', 1000)], today)).toEqual(nothing)
    expect(publish([], today)).toEqual(nothing)
  })

  it('puts other last, however large it is, and equal figures by code, not by what was rounded off', () => {
    const rows = [count('2026-11-20', 'RU', 11), count('2026-11-20', 'BY', 10), count('2026-11-20', 'UA', 19)]
    for (let number = 0; number < 20; number++) rows.push(count('2026-11-20', `X${String.fromCharCode(65 + number)}`, 9))
    expect(publish(rows, today).countries.map(({ country, visits }) => [country, visits])).toEqual([['BY', 10], ['RU', 10], ['UA', 10], ['other', 180]])
  })

  it('hides no country by name: Russia, Tor and unknown are shown like others', () => {
    expect(publish(['RU', 'BY', 'T1', 'ZZ', 'UA'].map(country => count('2026-11-20', country, 20)), today).countries).toHaveLength(5)
  })
})

describe('monthly', () => {
  it('sums the days of a month, and gives empty months between as 0', () => {
    const figures = publish([count('2025-11-30', 'RU', 25), count('2025-11-01', 'RU', 30), count('2026-02-01', 'UA', 15)], today)
    expect(monthly(figures)).toEqual([
      { month: '2025-11', visits: 50 },
      { month: '2025-12', visits: 0 },
      { month: '2026-01', visits: 0 },
      { month: '2026-02', visits: 10 },
    ])
  })

  it('is empty when nothing is published', () => expect(monthly(publish([], today))).toEqual([]))
})

describe('toCsv', () => {
  it('has a line for each day and country', () => {
    expect(toCsv(publish([count('2026-11-20', 'RU', 45), count('2026-11-20', 'DE', 2), count('2026-11-21', 'UA', 10)], today)))
      .toBe('day,country,visits\n2026-11-20,RU,40\n2026-11-21,UA,10\n')
  })

  it('has its header alone when nothing is published', () => expect(toCsv(publish([], today))).toBe('day,country,visits\n'))
})

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = state + 0x6D2B79F5 | 0
    let mixed = Math.imul(state ^ state >>> 15, 1 | state)
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32
  }
}

function randomRows(seed: number): VisitCount[] {
  const next = random(seed)
  const rows = []
  for (const day of ['2026-09-30', '2026-10-01', '2026-10-02', '2026-11-21', '2026-11-22']) {
    for (const country of ['RU', 'UA', 'BY', 'KZ', 'DE', 'FR', 'T1', 'ZZ', 'MC', 'LI']) {
      for (const locale of ['ru', 'uk', 'fr', 'en']) {
        if (next() < 0.5) rows.push(count(day, country, Math.floor(10 ** (next() * next() * 4)), locale))
      }
    }
  }
  return rows.sort(() => next() - 0.5)
}

function sumOf(figures: readonly { visits: number }[]): number {
  return figures.reduce((sum, { visits }) => sum + visits, 0)
}

describe('whatever was counted', () => {
  it.each(Array.from({ length: 300 }, (_, seed) => seed))('seed %i', (seed) => {
    const rows = randomRows(seed)
    const figures = publish(rows, today)
    const exact = (day: string, country: string) => rows.filter(row => row.day === day && row.country === country).reduce((sum, { n }) => sum + n, 0)

    for (const { day, country, visits } of figures.days) {
      expect(visits).toBeGreaterThanOrEqual(10)
      expect(visits % 10).toBe(0)
      expect(day < today).toBe(true)
      if (country !== 'other') expect(visits).toBe(Math.floor(exact(day, country) / 10) * 10)
    }
    for (const { country, visits } of figures.countries) {
      expect(visits).toBe(sumOf(figures.days.filter(figure => figure.country === country)))
    }
    expect(figures.total).toBe(sumOf(figures.days))
    expect(figures.total).toBe(sumOf(figures.countries))
    expect(figures.total).toBe(sumOf(monthly(figures)))
    expect(figures.total).toBeLessThanOrEqual(rows.filter(row => row.day < today).reduce((sum, { n }) => sum + n, 0))
  })

  it('is published the same when a small cell changes within its bounds', () => {
    const others = [count('2026-11-20', 'RU', 100), count('2026-11-20', 'DE', 5)]
    const published = Array.from({ length: 5 }, (_, n) => JSON.stringify(publish([...others, count('2026-11-20', 'MC', n)], today)))
    expect(new Set(published).size).toBe(1)
  })
})
