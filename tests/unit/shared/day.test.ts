import { afterEach, describe, expect, it, vi } from 'vitest'
import { addDays, dayOf, isDay, utcDay } from '../../../shared/day.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('dayOf', () => {
  it.each([
    [Date.UTC(2026, 10, 24), '2026-11-24'],
    [Date.UTC(2026, 10, 24, 23, 59, 59, 999), '2026-11-24'],
    [Date.UTC(2026, 10, 25) - 0.5, '2026-11-24'],
    [-1, '1969-12-31'],
  ])('%d: %s', (time, day) => {
    expect(dayOf(time)).toBe(day)
  })

  it('throws for what is no time', () => {
    expect(() => dayOf(Number.NaN)).toThrow(RangeError)
  })
})

describe('utcDay', () => {
  it.each(['2026-11-30T23:59:59.999Z', '2026-12-01T00:00:00.000Z'])('at %s', (time) => {
    vi.useFakeTimers({ now: new Date(time) })
    expect(utcDay()).toBe(time.slice(0, 10))
  })
})

describe('addDays', () => {
  it.each([
    ['2026-11-24', 0, '2026-11-24'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-28', 2, '2026-03-30'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s and %d days: %s', (day, days, other) => {
    expect(addDays(day, days)).toBe(other)
  })
})

describe('isDay', () => {
  it.each(['2026-11-24', '2028-02-29', '1999-12-31'])('%s is one', (text) => {
    expect(isDay(text)).toBe(true)
  })

  it.each(['2026-02-30', '2026-02-29', '2026-13-01', '2026-00-10', '2026-11', '2026-1-1', '2026-11-24T00:00:00Z', '24.11.2026', '2026-11-24\n', 'today', '', 20261124, undefined])('%j is none', (text) => {
    expect(isDay(text)).toBe(false)
  })
})
