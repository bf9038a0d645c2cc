import { describe, expect, it } from 'vitest'
import type { RequestHeaders } from '../../../../server/counter/address.ts'
import { createRateLimit, isUnlimited, rateWindow } from '../../../../server/http/limits.ts'
import { locales } from '../../../../shared/locales.ts'
import { pagePath } from '../../../../shared/paths.ts'
import { createRandom } from './random.ts'

const address = '192.0.2.1'
const typed = { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
const link = { ...typed, 'sec-fetch-site': 'cross-site' }
const image = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }

/** Whose limit is what is set, and whose windows begin at multiples of their length. */
const exactly = (limit: number, now = () => 0) => createRateLimit(limit, now, () => 0)

const passed = (isTooMany: ReturnType<typeof createRateLimit>, count: number, headers: RequestHeaders = {}) => {
  let sum = 0
  for (let number = 0; number < count; number++) if (!isTooMany(address, headers)) sum++
  return sum
}

describe('createRateLimit', () => {
  it('limits each address for itself', () => {
    const isTooMany = exactly(3)
    expect(passed(isTooMany, 10)).toBe(3)
    expect(isTooMany('192.0.2.2', {})).toBe(false)
  })

  it('forgets after ten seconds', () => {
    let time = 0
    const isTooMany = exactly(1, () => time)
    expect(passed(isTooMany, 2)).toBe(1)
    time = rateWindow
    expect(passed(isTooMany, 2)).toBe(1)
  })

  it('takes the addresses of one IPv6 subscriber together', () => {
    const isTooMany = exactly(1)
    expect(['2001:db8:1:2::1', '2001:db8:1:2:3:4:5:6', '2001:db8:1:3::1', '2001:db8::1'].map(from => isTooMany(from, {}))).toEqual([false, true, false, false])
  })

  it('is off at 0 and for unknown addresses', () => {
    expect(passed(createRateLimit(0), 10)).toBe(10)
    const isTooMany = exactly(1)
    expect([isTooMany('', {}), isTooMany('', {})]).toEqual([false, false])
  })

  it('refuses nobody what is set, lets nobody have three times as much, and never says where in between it begins', () => {
    const numbers = Array.from({ length: 500 }, (_, seed) => passed(createRateLimit(300, () => 0, createRandom(seed)), 900))
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(300)
    expect(Math.max(...numbers)).toBeLessThan(750)
    expect(new Set(numbers).size).toBeGreaterThan(150)
    const secret = new Set(Array.from({ length: 20 }, () => passed(createRateLimit(300, () => 0), 900)))
    expect(secret.size, 'without a seed').toBeGreaterThan(5)
  })

  it('refuses more and more, not all at once', () => {
    const isTooMany = createRateLimit(300, () => 0, createRandom(1))
    const answers = Array.from({ length: 900 }, () => isTooMany(address, {}))
    expect(answers.lastIndexOf(false) - answers.indexOf(true)).toBeGreaterThan(50)
    expect(answers.slice(750).every(Boolean)).toBe(true)
  })

  it.each([
    ['an image', image],
    ['a fetch()', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
    ['a frame', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
    ['an image of a sister', { ...image, 'sec-fetch-site': 'same-site' }],
    ['a page in advance', { ...typed, 'sec-purpose': 'prefetch;prerender' }],
  ])('counts apart what a page of another site loads: %s', (_, headers) => {
    const isTooMany = exactly(5)
    expect(passed(isTooMany, 100, headers)).toBe(5)
    expect(passed(isTooMany, 100, typed)).toBe(5)
  })

  it.each([['typed', typed], ['a link', link], ['without a word of it', {}], ['an image of ours', { ...image, 'sec-fetch-site': 'same-origin' }]])('counts together who comes: %s', (_, headers) => {
    const isTooMany = exactly(5)
    passed(isTooMany, 5, typed)
    expect(passed(isTooMany, 5, headers)).toBe(0)
  })
})

describe('isUnlimited', () => {
  it.each([...locales.map(({ code }) => pagePath(code, 'contact')), '/health/live', '/health/ready', '/api/visits.json', '/api/visits.csv', '/files/release.json', '/files/release.json.minisig'])('%s', path => expect(isUnlimited(path)).toBe(true))
  it.each(['/', '/ru', '/ru/all', '/ru/contacts', '/ru/x/contact', '/ru/visits', '/files/info-ru.html', '/api/visits'])('not %s', path => expect(isUnlimited(path)).toBe(false))
})
