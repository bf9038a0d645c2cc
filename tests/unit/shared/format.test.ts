import { describe, expect, it } from 'vitest'
import { colon, formatDate, formatMonth, formatNumber, formatShare, formatShortDate, pluralIndex } from '../../../shared/format.ts'
import { localeCodes } from '../../../shared/locales.ts'

describe('formatDate', () => {
  it.each([
    ['2022-09-18', 'ru', '18 сентября 2022 г.'],
    ['2022-09-18', 'uk', '18 вересня 2022 р.'],
    ['2022-09-18', 'fr', '18 septembre 2022'],
    ['2024-10-01', 'fr', '1er octobre 2024'],
    ['2022-09-18', 'en', '18 September 2022'],
    ['2022-09', 'en', 'September 2022'],
    ['2022-09', 'ru', 'сентябрь 2022 г.'],
    ['2024', 'uk', '2024 р.'],
    ['2024', 'en', '2024'],
  ] as const)('%s in %s', (date, locale, expected) => {
    expect(formatDate(date, locale).replaceAll('\u00A0', ' ')).toBe(expected)
  })

  it('does not depend on the time zone of the machine', () => {
    expect(formatShortDate('2024-01-01', 'en')).toBe('1 Jan 2024')
  })
})

describe('formatMonth', () => {
  it.each([['ru', 'сентябрь'], ['uk', 'вересень'], ['fr', 'septembre'], ['en', 'September']] as const)('%s', (locale, expected) => {
    expect(formatMonth('2022-09', locale)).toBe(expected)
  })
})

describe('numbers', () => {
  it.each([
    ['ru', '48\u00A0000\u00A0000', '95,7\u00A0%'],
    ['uk', '48\u00A0000\u00A0000', '95,7%'],
    ['fr', '48\u202F000\u202F000', '95,7\u00A0%'],
    ['en', '48,000,000', '95.7%'],
  ] as const)('%s', (locale, number, share) => {
    expect(formatNumber(48_000_000, locale)).toBe(number)
    expect(formatShare(0.957, locale)).toBe(share)
  })
})

const counts = [0, 1, 2, 5, 11, 21, 22, 25, 111, 1.5, 1_000_000]

it.each([
  ['ru', [2, 0, 1, 2, 2, 0, 1, 2, 2, 1, 2]],
  ['uk', [2, 0, 1, 2, 2, 0, 1, 2, 2, 1, 2]],
  ['fr', [0, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1]],
  ['en', [1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
] as const)('%s', (locale, expected) => {
  expect(counts.map(pluralIndex(locale))).toEqual(expected)
})

it('keeps the colon with the word before it in French alone', () => {
  expect(localeCodes.map(locale => colon(locale))).toEqual([': ', ': ', '\u00A0: ', ': '])
})
