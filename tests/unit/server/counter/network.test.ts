import { describe, expect, it } from 'vitest'
import { createNetworkCount, isPrivate, networkOf } from '../../../../server/counter/network.ts'

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

  it('stays bounded: who comes after a hundred thousand others is not counted, the others still are', () => {
    const countOf = createNetworkCount(3_600_000, () => 0)
    for (let number = 0; number < 100_000; number++) countOf(`10.${number >> 16}.${(number >> 8) & 255}.${number & 255}`)
    expect(['192.0.2.1', '192.0.2.1', '10.0.0.1', '10.0.0.1'].map(countOf)).toEqual([1, 1, 2, 3])
  })
})
