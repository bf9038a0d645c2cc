import { getHeapStatistics } from 'node:v8'
import { describe, expect, it } from 'vitest'
import { createFlood } from '../../../../server/counter/flood.ts'
import { createNetworkCount, isPrivate, networkOf } from '../../../../server/counter/network.ts'
import { createRateLimit } from '../../../../server/http/rate-limit.ts'

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

describe('isPrivate', () => {
  it.each(['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.0.1', '::1', 'fd12::1', 'fe80::1'])('%s', address => expect(isPrivate(address)).toBe(true))
  it.each(['77.88.8.8', '172.32.0.1', '2a02:6b8::1', ''])('not %s', address => expect(isPrivate(address)).toBe(false))
})

describe('createNetworkCount', () => {
  it('counts each network for itself and forgets all of them when the window is over', () => {
    let time = 3_599_999
    const countOf = createNetworkCount(3_600_000, () => time)
    expect(['192.0.2.1', '192.0.2.1', '192.0.2.2', '192.0.2.1'].map(countOf)).toEqual([1, 2, 1, 3])
    time = 3_600_000
    expect(countOf('192.0.2.1')).toBe(1)
  })

  const addresses = (length: number, addressOf: (number: number) => string) => Array.from({ length }, (_, number) => addressOf(number))
  const botnet = addresses(50_000, number => `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`)

  it('counts who comes after fifty thousand others by /16, and the others as before', () => {
    const countOf = createNetworkCount(3_600_000, () => 0)
    botnet.forEach(countOf)
    expect(['192.0.2.1', '192.0.2.1', '192.0.3.4', '198.51.100.1', '10.0.0.1', '10.0.0.1'].map(countOf)).toEqual([1 / 16, 2 / 16, 3 / 16, 1 / 16, 2, 3])
  })

  it('lets no IPv4 botnet take the room of IPv6, nor the other way round', () => {
    const countOf = createNetworkCount(3_600_000, () => 0)
    botnet.forEach(countOf)
    expect(['2001:db8:1:2::1', '2001:db8:1:3::1', '2001:db8:1:2::2'].map(countOf)).toEqual([1, 1, 2])
  })

  it('counts a /48 for a sixteenth beyond its first thousand /64, and leaves the room to the others', () => {
    const countOf = createNetworkCount(3_600_000, () => 0)
    const first = addresses(1000, number => `2001:db8:1:${number.toString(16)}::1`).map(countOf)
    expect([first[0], first[15], first[16], first.at(-1)]).toEqual([1, 1, 17 / 16, 1000 / 16])
    const rest = addresses(64_536, number => `2001:db8:1:${(number + 1000).toString(16)}::1`).map(countOf)
    expect([rest[0], rest.at(-1)]).toEqual([1001 / 16, 65_536 / 16])
    expect(['2001:db8:2:1::1', '2001:db8:2:2::1', '192.0.2.1'].map(countOf)).toEqual([1, 1, 1])
  })

  it('lets a /48 bring no more than sixteen times what one network may, wherever in it', () => {
    const isFlood = createFlood(1000, () => 0)
    const flood = addresses(1000, number => `2001:db8:1:${number.toString(16)}::1`)
    let passed = 0
    for (let round = 0; round < 100; round++) passed += flood.filter(address => !isFlood(address)).length
    expect(passed).toBe(16_000)
  })

  it('takes none of thousands of telephones that have a /64 each for a flood, not even when others have taken all the room', () => {
    const isFlood = createFlood(1000, () => 0)
    addresses(50_000, number => `2001:db8:${Math.floor(number / 1000).toString(16)}:${(number % 1000).toString(16)}::1`).forEach(isFlood)
    expect(addresses(10_000, number => `2a00:1:2:${number.toString(16)}::1`).filter(isFlood)).toEqual([])
    const isTooMany = createRateLimit(300, () => 0)
    addresses(50_000, number => `2001:db8:${Math.floor(number / 1000).toString(16)}:${(number % 1000).toString(16)}::1`).forEach(isTooMany)
    expect(addresses(4000, number => `2a00:1:2:${number.toString(16)}::1`).filter(isTooMany)).toEqual([])
  })

  it('counts by /48, then by /32, when whoever has a /32 takes all the room', () => {
    const countOf = createNetworkCount(3_600_000, () => 0)
    addresses(50_000, number => `2001:db8:${(number >> 9).toString(16)}:${(number & 511).toString(16)}::1`).forEach(countOf)
    expect(['2001:db9:1:1::1', '2001:db9:1:2::1', '2001:db9:2:1::1'].map(countOf)).toEqual([1 / 16, 2 / 16, 1 / 16])
    for (const provider of ['dba', 'dbb']) addresses(50_000, number => `2001:${provider}:${number.toString(16)}:1::1`).forEach(countOf)
    expect(['2001:dbc:1:1::1', '2001:dbc:2:1::1', '2001:dbd:1:1::1', '2001:db9:1:1::2'].map(countOf)).toEqual([1 / 256, 2 / 256, 1 / 256, 3 / 16])
  })

  it.each([
    ['IPv4', (number: number) => `203.${100 + (number >> 14)}.${100 + ((number >> 7) & 127)}.${100 + (number & 127)}`],
    ['IPv6', (number: number) => `2001:db8:${(0x1000 + number).toString(16)}:1000::1`],
  ])('keeps nothing of the text that an address of %s stood in', (_, addressOf) => {
    const countOf = createNetworkCount(3_600_000, () => 0)
    const before = getHeapStatistics().used_heap_size
    for (let number = 0; number < 20_000; number++) {
      const header = `${'x'.repeat(7000)},${addressOf(number)}`
      countOf(header.slice(header.indexOf(',') + 1))
    }
    expect(getHeapStatistics().used_heap_size - before).toBeLessThan(80_000_000)
    expect(countOf(addressOf(0))).toBe(2)
  })

  it('has all its room again in the next window', () => {
    let time = 0
    const countOf = createNetworkCount(10_000, () => time)
    botnet.forEach(countOf)
    time = 10_000
    expect(['192.0.2.1', '192.0.3.4'].map(countOf)).toEqual([1, 1])
  })
})
