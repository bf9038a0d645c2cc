import { BlockList, isIP } from 'node:net'

/**
 * So many networks of IPv4, and as many of IPv6, are counted each for itself in one window: eleven times as many as there were visits
 * in an average hour (docs/counting.md). Memory stays bounded, some 30 MB at worst, whoever comes.
 */
const mostNetworks = 50_000

/**
 * So many subscribers (/64) of one IPv6 site (/48) are counted each for itself, so that it takes fifty sites to use up all room. Some
 * carriers have a /64 for each telephone: their next subscribers have one limit together.
 */
const mostSubscribers = 1000

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
 * Counts events per network, in memory only. When a window is over, every network is forgotten. What comes when there is no room any more
 * is counted together by wider networks, so that no number of addresses outruns a limit.
 *
 * @param windowLength - in milliseconds; windows begin at multiples of it since 1970, so that one of an hour is the hour of the clock
 * @returns a function that takes an address and says how many events of its network, or of the wider one that it is counted with, there
 *   were in this window, this one included
 */
export function createNetworkCount(windowLength: number, now: () => number = Date.now): (address: string) => number {
  let counts = new Map<string, number>()
  let rooms = createRooms()
  let window = Number.NaN
  return (address) => {
    const current = Math.floor(now() / windowLength)
    if (current !== window) {
      counts = new Map()
      rooms = createRooms()
      window = current
    }
    const network = networkOf(address)
    const known = counts.get(network)
    if (known !== undefined) {
      counts.set(network, known + 1)
      return known + 1
    }
    const kept = standAlone(network)
    if (!rooms.take(kept)) return rooms.countTogether(kept)
    counts.set(kept, 1)
    return 1
  }
}

interface Rooms {
  /** Whether a new network (as {@link networkOf} gives it) can be counted for itself. */
  take(network: string): boolean
  /** Counts an event of a network without room: how many there were of the wider one that it is counted with. */
  countTogether(network: string): number
}

function createRooms(): Rooms {
  const subscribers = new Map<string, number>()
  const together = new Map<string, number>()
  let free4 = mostNetworks
  let free6 = mostNetworks

  function takeFour(): boolean {
    if (free4 === 0) return false
    free4--
    return true
  }

  function takeSix(site: string): boolean {
    const known = subscribers.get(site) ?? 0
    if (free6 === 0 || known === mostSubscribers) return false
    free6--
    subscribers.set(site, known + 1)
    return true
  }

  /** Of IPv4 a /16, of which there are 65,536; of IPv6 a site (/48), then a provider (/32), then all. */
  function widerThan(network: string): string {
    if (!network.includes(':')) return network.slice(0, network.indexOf('.', network.indexOf('.') + 1))
    const site = withoutLastGroup(network)
    if (together.has(site) || together.size < mostNetworks) return site
    const provider = withoutLastGroup(site)
    return together.has(provider) || together.size < 2 * mostNetworks ? provider : ':'
  }

  return {
    take: network => network.includes(':') ? takeSix(withoutLastGroup(network)) : takeFour(),
    countTogether: (network) => {
      const wider = widerThan(network)
      const count = (together.get(wider) ?? 0) + 1
      together.set(wider, count)
      return count
    },
  }
}

/** The same text in memory of its own: a part of a header or of a line of a log would keep all of it in memory. @param text - in ASCII */
function standAlone(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1')
}

function withoutLastGroup(network: string): string {
  return network.slice(0, network.lastIndexOf(':'))
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
