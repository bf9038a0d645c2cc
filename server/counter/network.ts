import { BlockList, isIP } from 'node:net'

/** Beyond so many networks in one window new ones are not counted: memory stays bounded, some 10 MB, whoever comes. */
const mostNetworks = 100_000

/** RFC 1918, RFC 4193, loopback and link-local. */
const privateRanges = new BlockList()
privateRanges.addSubnet('10.0.0.0', 8)
privateRanges.addSubnet('127.0.0.0', 8)
privateRanges.addSubnet('169.254.0.0', 16)
privateRanges.addSubnet('172.16.0.0', 12)
privateRanges.addSubnet('192.168.0.0', 16)
privateRanges.addSubnet('::1', 128, 'ipv6')
privateRanges.addSubnet('fc00::', 7, 'ipv6')
privateRanges.addSubnet('fe80::', 10, 'ipv6')

/** Whether an address (as `plainAddress` gives it) is of a network that no visitor from outside can have. */
export function isPrivate(address: string): boolean {
  const version = isIP(address)
  return version !== 0 && privateRanges.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

/**
 * Counts events per network, in memory only. When a window is over, every network is forgotten.
 *
 * @param windowLength - in milliseconds; windows begin at multiples of it since 1970, so that one of an hour is the hour of the clock
 * @returns a function that takes an address and says how many events of its network there were in this window, this one included;
 *   1 for one that is not counted any more because there are too many
 */
export function createNetworkCount(windowLength: number, now: () => number = Date.now): (address: string) => number {
  let counts = new Map<string, number>()
  let window = Number.NaN
  return (address) => {
    const current = Math.floor(now() / windowLength)
    if (current !== window) {
      counts = new Map()
      window = current
    }
    const network = networkOf(address)
    const count = (counts.get(network) ?? 0) + 1
    if (count > 1 || counts.size < mostNetworks) counts.set(network, count)
    return count
  }
}

/** An IPv4 address itself; of an IPv6 address the first 64 bits, which one subscriber has for himself (RFC 6177). */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const fourth = endOfFourthGroup(address)
  if (fourth > 0) return address.slice(0, fourth)
  const [start = '', end] = address.split('::')
  const first = start.split(':')
  if (end === undefined || first.length >= 4) return first.slice(0, 4).join(':')
  const last = end === '' ? [] : end.split(':')
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0')
  return [...first, ...zeros, ...last].slice(0, 4).join(':')
}

/** Where the fourth group ends of an address that writes its first four groups out; else 0. */
function endOfFourthGroup(address: string): number {
  let end = -1
  for (let group = 0; group < 4; group++) {
    const next = address.indexOf(':', end + 1)
    if (next <= end + 1) return 0
    end = next
  }
  return end
}
