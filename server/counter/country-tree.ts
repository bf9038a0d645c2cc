import { isIP } from 'node:net'

/** The search tree of a database in the MaxMind DB format, which holds IPv4 addresses as the IPv6 addresses `::a.b.c.d`. */
interface CountryTree {
  /**
   * Where the tree leads for an address: the value of a record, which is the same for all addresses that share one; undefined for an
   * address that is in no network of the database, or none at all.
   */
  leafOf(address: string): number | undefined
  /**
   * Looks at the whole tree.
   *
   * @returns for each value of {@link CountryTree.leafOf} an address that leads to it
   * @throws Error when a branch leads out of the database: it is damaged
   */
  leaves(): Map<number, string>
}

interface TreeShape {
  readonly ipVersion: number
  readonly nodeCount: number
  /** Bits: 24, 28 or 32. */
  readonly recordSize: number
}

/**
 * Walks the tree bit by bit. The reader of the library does the same, but parses addresses by regular expressions and arrays: that took
 * four fifths of the time of a look-up.
 *
 * Source: https://maxmind.github.io/MaxMind-DB/#binary-search-tree-section
 */
export function openTree(database: Buffer, { ipVersion, nodeCount, recordSize }: TreeShape): CountryTree {
  const nodeSize = recordSize / 4
  const groups = new Uint16Array(8)

  function child(node: number, bit: number): number {
    const at = node * nodeSize
    if (recordSize === 24) return database.readUIntBE(at + 3 * bit, 3)
    if (recordSize === 32) return database.readUInt32BE(at + 4 * bit)
    const middle = database.readUInt8(at + 3)
    return bit === 0 ? (middle >> 4) * 0x1000000 + database.readUIntBE(at, 3) : (middle & 15) * 0x1000000 + database.readUIntBE(at + 4, 3)
  }

  function startOfV4(): number {
    let node = 0
    for (let depth = 0; ipVersion === 6 && depth < 96 && node < nodeCount; depth++) node = child(node, 0)
    return node
  }

  function leafOfV4(address: string): number {
    const bits = parseV4(address)
    let node = v4Start
    for (let shift = 31; shift >= 0 && node < nodeCount; shift--) node = child(node, (bits >>> shift) & 1)
    return node
  }

  function leafOfV6(address: string): number {
    parseV6(address, groups)
    let node = 0
    for (let depth = 0; depth < 128 && node < nodeCount; depth++) node = child(node, ((groups[depth >> 4] ?? 0) >>> (15 - (depth & 15))) & 1)
    return node
  }

  function leaves(): Map<number, string> {
    const found = new Map<number, string>()
    // Networks that stand in the tree twice, such as IPv4 below ::ffff:0:0/96, share their nodes; and a damaged tree may lead in a circle.
    const seen = new Uint8Array(nodeCount)
    const path = new Uint8Array(ipVersion === 6 ? 128 : 32)
    const end = nodeCount + database.length - nodeCount * nodeSize

    function visit(node: number, depth: number) {
      if (seen[node] === 1 || depth === path.length) return
      seen[node] = 1
      for (const bit of [0, 1]) {
        path[depth] = bit
        const next = child(node, bit)
        if (next < nodeCount) visit(next, depth + 1)
        else if (next !== nodeCount && (next < nodeCount + separatorSize || next >= end)) throw new Error('its search tree is damaged')
        else if (next !== nodeCount && !found.has(next)) found.set(next, addressOf(path.subarray(0, depth + 1), path.length))
      }
    }

    visit(0, 0)
    return found
  }

  const v4Start = startOfV4()
  return {
    leaves,
    leafOf: (address) => {
      const version = isIP(address)
      if (version === 0 || version > ipVersion) return undefined
      const leaf = version === 4 ? leafOfV4(address) : leafOfV6(address)
      return leaf > nodeCount ? leaf : undefined
    },
  }
}

/** Bytes between the tree and the data, which no branch may lead to. */
const separatorSize = 16

/** The first address of a network, written out. @param bits - the bits of its prefix @param length - of an address: 32 or 128 */
function addressOf(bits: Uint8Array, length: number): string {
  const size = length === 32 ? 8 : 16
  const groups = Array.from({ length: length / size }, (_, group) => bits.subarray(group * size, (group + 1) * size)
    .reduce((number, bit, index) => number | bit << (size - 1 - index), 0))
  return length === 32 ? groups.join('.') : groups.map(group => group.toString(16)).join(':')
}

const dot = 46
const colon = 58
const percent = 37
const zero = 48

/** The 32 bits of an address that {@link isIP} calls one of IPv4. */
function parseV4(address: string): number {
  let bits = 0
  let octet = 0
  for (let at = 0; at < address.length; at++) {
    const code = address.charCodeAt(at)
    if (code === dot) {
      bits = bits << 8 | octet
      octet = 0
    }
    else octet = octet * 10 + code - zero
  }
  return bits << 8 | octet
}

/** Writes the eight groups of an address that {@link isIP} calls one of IPv6; a last part in the form of IPv4 fills two. */
function parseV6(address: string, groups: Uint16Array) {
  groups.fill(0)
  let count = 0
  let group = 0
  let gap = -1
  let start = 0
  let at = 0
  for (; at < address.length; at++) {
    const code = address.charCodeAt(at)
    if (code === percent) break
    if (code === dot) return endInV4(address.slice(start), groups, count, gap)
    if (code !== colon) {
      group = group << 4 | (code <= 57 ? code - zero : (code & 0xDF) - 55)
      continue
    }
    if (at > start) groups[count++] = group
    else if (at > 0) gap = count
    group = 0
    start = at + 1
  }
  if (at > start) groups[count++] = group
  spread(groups, count, gap)
}

function endInV4(text: string, groups: Uint16Array, count: number, gap: number) {
  const bits = parseV4(text.replace(/%.*$/, ''))
  groups[count] = bits >>> 16
  groups[count + 1] = bits & 0xFFFF
  spread(groups, count + 2, gap)
}

/** Moves what stands behind `::` to the end. */
function spread(groups: Uint16Array, count: number, gap: number) {
  if (gap < 0) return
  groups.copyWithin(8 - (count - gap), gap, count)
  groups.fill(0, gap, 8 - (count - gap))
}
