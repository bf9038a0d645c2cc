import { getHeapStatistics } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { createFlood, createNetworkLimit, isPrivate, networkOf, siteOf } from '../../../../server/counter/network.ts'

describe('networkOf', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:0:0:1::1', '2001:0:0:1'],
    ['2001::1:2:3:4:5', '2001:0:0:1'],
    ['2001:db8:1::', '2001:db8:1:0'],
    ['2001:db8:1:2:3:4:5::', '2001:db8:1:2'],
    ['::1', ':0:0:0'],
  ])('%s is of %s', (address, network) => expect(networkOf(address)).toBe(network))
})

describe('siteOf', () => {
  it.each([['192.0.2.1', '192.0.2.1'], ['2001:db8:1:2::1', '2001:db8:1'], ['2001:db8::1', '2001:db8:0']])('%s is of %s', (address, site) => expect(siteOf(address)).toBe(site))
})

describe('isPrivate', () => {
  it.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.0.1', '::1', 'fd12::1', 'fe80::1'])('%s', address => expect(isPrivate(address)).toBe(true))
  it.each(['77.88.8.8', '172.32.0.1', '2a02:6b8::1', ''])('not %s', address => expect(isPrivate(address)).toBe(false))
})

const hour = 3_600_000
const addresses = (length: number, addressOf: (number: number) => string) => Array.from({ length }, (_, number) => addressOf(number))
const times = (count: number, address: string) => addresses(count, () => address)
const botnet = addresses(50_000, number => `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`)
/** All that one /32 has room for. */
const wholeRoom = addresses(50_000, number => `2001:db8:${Math.floor(number / 1000).toString(16)}:${(number % 1000).toString(16)}::1`)

/** A limit that is what is set, in one window. */
const limitOf = (limit: number) => createNetworkLimit({ limit, windowLength: hour, now: () => 0 })
const within = (isBeyond: (address: string) => boolean, events: string[]) => events.filter(address => !isBeyond(address)).length

describe('createNetworkLimit', () => {
  it('counts each network for itself and forgets all of them when the window is over', () => {
    let time = hour - 1
    const isBeyond = createNetworkLimit({ limit: 2, windowLength: hour, now: () => time })
    expect(['192.0.2.1', '192.0.2.1', '192.0.2.2', '192.0.2.1'].map(isBeyond)).toEqual([false, false, false, true])
    time = hour
    expect(isBeyond('192.0.2.1')).toBe(false)
  })

  it('is off at 0, and for unknown addresses', () => {
    expect(within(limitOf(0), times(100, '192.0.2.1'))).toBe(100)
    expect(within(limitOf(1), times(100, ''))).toBe(100)
  })

  it('lets a whole /16 of those who come after fifty thousand others have sixteen limits, and the others theirs as before', () => {
    const isBeyond = limitOf(2)
    botnet.forEach(isBeyond)
    expect(within(isBeyond, addresses(100, number => `192.0.${number}.1`))).toBe(32)
    expect(within(isBeyond, times(100, '198.51.100.1'))).toBe(32)
    expect(within(isBeyond, times(100, '10.0.0.1'))).toBe(1)
  })

  it('lets no IPv4 botnet take the room of IPv6, nor the other way round', () => {
    const isBeyond = limitOf(1)
    botnet.forEach(isBeyond)
    expect(['2001:db8:1:2::1', '2001:db8:1:3::1', '2001:db8:1:2::2'].map(isBeyond)).toEqual([false, false, true])
  })

  it.each([16, 1000, 60_000])('lets a /48 have sixteen limits in all, wherever in it, here in %i of its networks', (networks) => {
    const isBeyond = limitOf(100)
    const events = addresses(networks, number => `2001:db8:1:${number.toString(16)}::1`)
    let passed = 0
    for (let round = 0; round < 200_000 / networks; round++) passed += within(isBeyond, events)
    expect(passed).toBe(1600)
  })

  it('lets nobody use up what others of his /48 have by what is beyond his own limit', () => {
    const isBeyond = limitOf(300)
    expect(within(isBeyond, times(100_000, '2001:db8:1:2::1'))).toBe(300)
    expect(within(isBeyond, addresses(4500, number => `2001:db8:1:${(number + 3).toString(16)}::1`))).toBe(4500)
  })

  it('nor who is the thousandth and first of it, though so many are not counted each for himself', () => {
    const isBeyond = limitOf(300)
    addresses(1000, number => `2001:db8:1:${number.toString(16)}::1`).forEach(isBeyond)
    expect(within(isBeyond, times(100_000, '2001:db8:1:ffff::1'))).toBe(1200)
    const others = addresses(2000, number => `2001:db8:1:${(0x1000 + number).toString(16)}::1`)
    expect(within(isBeyond, others), 'all but every 64th, who is counted with him').toBeGreaterThan(2000 - 2000 / 64 - 1)
  })

  it('takes none of thousands of telephones that have a /64 each for a flood, not even when others have taken all the room', () => {
    for (const [limit, telephones] of [[1000, 10_000], [300, 4000]] as const) {
      const isBeyond = limitOf(limit)
      wholeRoom.forEach(isBeyond)
      expect(within(isBeyond, addresses(telephones, number => `2a00:1:2:${number.toString(16)}::1`))).toBe(telephones)
    }
  })

  it('counts by /48, then by /32, when whoever has a /32 takes all the room', () => {
    const isBeyond = limitOf(1)
    wholeRoom.forEach(isBeyond)
    expect(within(isBeyond, addresses(1000, number => `2001:db9:1:${number.toString(16)}::1`)), 'a /48').toBe(16)
    for (const provider of ['dba', 'dbb']) addresses(50_000, number => `2001:${provider}:${number.toString(16)}:1::1`).forEach(isBeyond)
    expect(within(isBeyond, addresses(1000, number => `2001:dbc:${number.toString(16)}:1::1`)), 'a /32').toBe(256)
    expect(within(isBeyond, addresses(1000, number => `2001:dbd:${number.toString(16)}:1::1`)), 'another').toBe(256)
  })

  it.each([
    ['IPv4', (number: number) => `203.${100 + (number >> 14)}.${100 + ((number >> 7) & 127)}.${100 + (number & 127)}`],
    ['IPv6', (number: number) => `2001:db8:${(0x1000 + number).toString(16)}:1000::1`],
  ])('keeps nothing of the text that an address of %s stood in', (_, addressOf) => {
    const isBeyond = limitOf(1)
    const before = getHeapStatistics().used_heap_size
    for (let number = 0; number < 20_000; number++) {
      const header = `${'x'.repeat(7000)},${addressOf(number)}`
      isBeyond(header.slice(header.indexOf(',') + 1))
    }
    expect(getHeapStatistics().used_heap_size - before).toBeLessThan(80_000_000)
    expect(isBeyond(addressOf(0))).toBe(true)
  })

  it('has all its room again in the next window', () => {
    let time = 0
    const isBeyond = createNetworkLimit({ limit: 1, windowLength: hour, now: () => time })
    botnet.forEach(isBeyond)
    time = hour
    expect(['192.0.2.1', '192.0.3.4', '192.0.2.1'].map(isBeyond)).toEqual([false, false, true])
  })
})

it('lets a /48 bring no more than sixteen times what one network may bring into the figures', () => {
  const isFlood = createFlood(1000, () => 0)
  const flood = addresses(1000, number => `2001:db8:1:${number.toString(16)}::1`)
  let passed = 0
  for (let round = 0; round < 100; round++) passed += within(isFlood, flood)
  expect(passed).toBe(16_000)
})

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
