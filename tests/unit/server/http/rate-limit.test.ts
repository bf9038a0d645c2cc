import { describe, expect, it } from 'vitest'
import { createRateLimit } from '../../../../server/http/rate-limit.ts'

describe('createRateLimit', () => {
  it('lets the limit through and no more, for each address', () => {
    const tooMany = createRateLimit(3, () => 0)
    expect([1, 2, 3, 4].map(() => tooMany('192.0.2.1'))).toEqual([false, false, false, true])
    expect(tooMany('192.0.2.2')).toBe(false)
  })

  it('forgets after ten seconds', () => {
    let time = 0
    const tooMany = createRateLimit(1, () => time)
    expect([tooMany('192.0.2.1'), tooMany('192.0.2.1')]).toEqual([false, true])
    time = 10_000
    expect(tooMany('192.0.2.1')).toBe(false)
  })

  it('takes the addresses of one IPv6 subscriber together', () => {
    const tooMany = createRateLimit(1, () => 0)
    expect(tooMany('2001:db8:1:2::1')).toBe(false)
    expect(tooMany('2001:db8:1:2:3:4:5:6')).toBe(true)
    expect(tooMany('2001:db8:1:3::1')).toBe(false)
    expect(tooMany('2001:db8::1')).toBe(false)
  })

  it('is off at 0 and for unknown addresses', () => {
    expect(createRateLimit(0)('192.0.2.1')).toBe(false)
    const tooMany = createRateLimit(1, () => 0)
    expect([tooMany(''), tooMany('')]).toEqual([false, false])
  })
})
