import { describe, expect, it } from 'vitest'
import { isCurrent, lastCurrentDay } from '../../../shared/contacts.ts'

const confirmed = { on: '2026-08-26', by: 'A tester' }

describe('isCurrent', () => {
  it.each([
    ['on the day itself', { value: 'x', confirmed }, '2026-08-26', true],
    ['on the last day of 90', { value: 'x', confirmed }, '2026-11-24', true],
    ['a day later', { value: 'x', confirmed }, '2026-11-25', false],
    ['with a shorter limit', { value: 'x', confirmed, limit_days: 30 }, '2026-09-26', false],
    ['with a longer limit', { value: 'x', confirmed, limit_days: 91 }, '2026-11-25', true],
    ['never confirmed', { value: 'x', confirmed: null }, '2026-08-26', false],
    ['confirmed tomorrow', { value: 'x', confirmed }, '2026-08-25', false],
    ['without a value', { value: null, confirmed }, '2026-08-26', false],
  ])('%s', (_name, channel, today, current) => {
    expect(isCurrent(channel, today)).toBe(current)
  })
})

describe('lastCurrentDay', () => {
  it('counts the limit from the confirmation', () => {
    expect(lastCurrentDay({ value: 'x', confirmed, limit_days: 7 })).toBe('2026-09-02')
    expect(lastCurrentDay({ value: 'x', confirmed })).toBe('2026-11-24')
    expect(lastCurrentDay({ value: 'x', confirmed: null })).toBeNull()
  })
})
