import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isCurrent, isSamePerson, lackOfTwo, lastConfirmed, lastCurrentDay } from '../../../shared/contacts.ts'
import { readContent } from '../../../shared/content/read.ts'

const confirmed = { on: '2026-08-26', by: 'A tester' }
const approved = { on: '2026-08-26', by: 'Another tester' }

describe('isCurrent', () => {
  it.each([
    ['on the day itself', { value: 'x', confirmed, approved }, '2026-08-26', true],
    ['on the last day of 90', { value: 'x', confirmed, approved }, '2026-11-24', true],
    ['a day later', { value: 'x', confirmed, approved }, '2026-11-25', false],
    ['with a shorter limit', { value: 'x', confirmed, approved, limit_days: 30 }, '2026-09-26', false],
    ['with a longer limit', { value: 'x', confirmed, approved, limit_days: 91 }, '2026-11-25', true],
    ['never confirmed', { value: 'x', confirmed: null, approved }, '2026-08-26', false],
    ['never approved', { value: 'x', confirmed, approved: null }, '2026-08-26', false],
    ['approved tomorrow', { value: 'x', confirmed, approved: { on: '2026-08-28', by: 'Another tester' } }, '2026-08-27', false],
    ['confirmed tomorrow', { value: 'x', confirmed, approved }, '2026-08-25', false],
    ['without a value', { value: null, confirmed, approved }, '2026-08-26', false],
  ])('%s', (_name, channel, today, current) => {
    expect(isCurrent(channel, today)).toBe(current)
  })
})

it('a channel was last confirmed on the day of the first of two people, also when that has run out', () => {
  expect(lastConfirmed({ value: 'x', confirmed, approved, limit_days: 1 })).toBe(confirmed.on)
  expect(lastConfirmed({ value: 'x', confirmed, approved: null })).toBeNull()
  expect(lastConfirmed({ value: null, confirmed, approved })).toBeNull()
})

describe('lastCurrentDay', () => {
  it('counts the limit from the confirmation', () => {
    expect(lastCurrentDay({ value: 'x', confirmed, approved, limit_days: 7 })).toBe('2026-09-02')
    expect(lastCurrentDay({ value: 'x', confirmed, approved })).toBe('2026-11-24')
    expect(lastCurrentDay({ value: 'x', confirmed: null, approved })).toBeNull()
    expect(lastCurrentDay({ value: 'x', confirmed, approved: null })).toBeNull()
  })
})

describe('isSamePerson', () => {
  it.each([
    ['A. Tester', 'a tester', true],
    ['Ａ Tester', 'A  Tester ', true],
    ['A tester', 'Another tester', false],
    ['Tester 1', 'Tester 2', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(isSamePerson(one, other)).toBe(same)
  })
})

it('derives what is printed and linked from the value alone', () => {
  const { channels } = readContent(join(import.meta.dirname, '../../fixtures'), { today: '2026-11-24' })
  expect(channels.map(({ key, display, href }) => [key, display, href])).toEqual([
    ['hotline-1', '+380 44 123 45 67', 'tel:+380441234567'],
    ['hotline-2', '+380 50 123 45 67', 'tel:+380501234567'],
    ['bot', '@some_test_bot', 'https://t.me/some_test_bot'],
    ['whatsapp', null, null],
    ['site', 'test.example.org', 'https://test.example.org/'],
    ['search-site', 'search.example.org', 'https://search.example.org/'],
  ])
})

describe('lackOfTwo', () => {
  const [one, other] = [{ on: '2026-11-20', by: 'A tester' }, { on: '2026-11-20', by: 'Another tester' }]

  it.each([
    ['nothing', one, other, undefined],
    ['nothing, a day later', one, { ...other, on: '2026-11-21' }, undefined],
    ['a confirmation', null, other, 'confirmation'],
    ['an approval', one, null, 'approval'],
    ['another person', one, { ...other, by: 'a  TESTER' }, 'another-person'],
    ['a later day', one, { ...other, on: '2026-11-19' }, 'later-day'],
  ])('says that deeds lack %s', (_what, confirmed, approved, lack) => {
    expect(lackOfTwo({ confirmed, approved })).toBe(lack)
  })
})
