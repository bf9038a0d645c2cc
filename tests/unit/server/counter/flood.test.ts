import { describe, expect, it } from 'vitest'
import { createFlood } from '../../../../server/counter/network.ts'

describe('createFlood', () => {
  it('lets the limit through and no more, for each address', () => {
    const isFlood = createFlood(2, () => 0)
    expect([1, 2, 3, 4].map(() => isFlood('192.0.2.1'))).toEqual([false, false, true, true])
    expect(isFlood('192.0.2.2')).toBe(false)
  })

  it('takes the addresses of one IPv6 subscriber together', () => {
    const isFlood = createFlood(1, () => 0)
    expect(['2001:db8:1:2::1', '2001:db8:1:2:3:4:5:6', '2001:db8:1:3::1'].map(address => isFlood(address))).toEqual([false, true, false])
  })

  it('bounds what comes through tor, all together, apart from addresses', () => {
    const isFlood = createFlood(2, () => 0)
    const answers = Array.from({ length: 40 }, () => isFlood('', true))
    expect(answers).toEqual(Array.from({ length: 40 }, (_, number) => number >= 32))
    expect(isFlood('192.0.2.1')).toBe(false)
    expect([1, 2].map(() => createFlood(0)('', true))).toEqual([false, false])
  })

  it('forgets with the hour of the clock', () => {
    let time = Date.UTC(2026, 10, 20, 12, 59, 59)
    const isFlood = createFlood(1, () => time)
    expect([isFlood('192.0.2.1'), isFlood('192.0.2.1')]).toEqual([false, true])
    time = Date.UTC(2026, 10, 20, 13)
    expect(isFlood('192.0.2.1')).toBe(false)
  })

  it('is off at 0 and for unknown addresses', () => {
    expect([1, 2].map(() => createFlood(0)('192.0.2.1'))).toEqual([false, false])
    const isFlood = createFlood(1, () => 0)
    expect([isFlood(''), isFlood('')]).toEqual([false, false])
  })
})
