import { BlockList, isIP } from 'node:net'

/**
 * So many networks of IPv4, and as many of IPv6, are counted each for itself in one window: eleven times as many as there were visits
 * in an average hour (docs/counting.md). Memory stays bounded, some 30 MB at worst, whoever comes.
 */
const mostNetworks = 50_000

/**
 * So many subscribers (/64) of one IPv6 site (/48) are counted each for itself, so that it takes fifty sites to use up all room. Some
 * carriers have a /64 for each telephone: their next subscribers are counted with the site alone.
 */
const mostSubscribers = 1000

/**
 * How many times the limit of one network all of a wider one have together: of a site, which one customer may have for himself or a carrier
 * for 65,536 telephones; of a provider (/32), and of all of IPv6, where there is no room for more; and likewise of a /16 of IPv4.
 */
const limitsOf = { site: 16, provider: 256, all: 4096, block: 16 } as const

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
 * @returns a function that takes an address and says how many events there were in this window, this one included, to compare with the limit of
 *   one network: of its own, or of a wider one that it is counted with, divided by {@link limitsOf} that, whichever is more
 */
export function createNetworkCount(windowLength: number, now: () => number = Date.now): (address: string) => number {
  let count = createWindow()
  let window = Number.NaN
  return (address) => {
    const current = Math.floor(now() / windowLength)
    if (current !== window) {
      count = createWindow()
      window = current
    }
    return count(networkOf(address))
  }
}

/** All of an IPv6 site. */
interface SiteCount {
  events: number
  /** How many networks of it are counted for themselves. */
  subscribers: number
}

/** @returns a function that counts an event of a network, as {@link networkOf} gives it */
function createWindow(): (network: string) => number {
  const networks = new Map<string, number>()
  const sites = new Map<string, SiteCount>()
  const wider = new Map<string, number>()
  let free4 = mostNetworks
  let free6 = mostNetworks

  function hasRoom(site: SiteCount | undefined): boolean {
    if (!site) return free4 > 0
    return free6 > 0 && site.subscribers < mostSubscribers
  }

  function takeRoom(site: SiteCount | undefined) {
    if (!site) return void free4--
    free6--
    site.subscribers++
  }

  /** @returns 0 when there is no room for the network */
  function countAlone(network: string, site: SiteCount | undefined): number {
    const known = networks.get(network)
    if (known !== undefined) {
      networks.set(network, known + 1)
      return known + 1
    }
    if (!hasRoom(site)) return 0
    takeRoom(site)
    networks.set(standAlone(network), 1)
    return 1
  }

  function countTogether(name: string): number {
    const count = (wider.get(name) ?? 0) + 1
    wider.set(standAlone(name), count)
    return count
  }

  function siteCountOf(network: string): SiteCount | undefined {
    const name = withoutLastGroup(network)
    const known = sites.get(name)
    if (known || sites.size === 2 * mostNetworks) return known
    const site = { events: 0, subscribers: 0 }
    sites.set(standAlone(name), site)
    return site
  }

  function countFour(network: string): number {
    // Of the /16 there are 65,536.
    return countAlone(network, undefined) || countTogether(firstTwo(network)) / limitsOf.block
  }

  function countSix(network: string): number {
    const site = siteCountOf(network)
    if (site) return Math.max(countAlone(network, site), ++site.events / limitsOf.site)
    const provider = withoutLastGroup(withoutLastGroup(network))
    if (wider.has(provider) || wider.size < 2 * mostNetworks) return countTogether(provider) / limitsOf.provider
    return countTogether(':') / limitsOf.all
  }

  return network => network.includes(':') ? countSix(network) : countFour(network)
}

function firstTwo(network: string): string {
  return network.slice(0, network.indexOf('.', network.indexOf('.') + 1))
}

/** The same text in memory of its own: a part of a header or of a line of a log would keep all of it in memory. @param text - in ASCII */
function standAlone(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1')
}

function withoutLastGroup(network: string): string {
  return network.slice(0, network.lastIndexOf(':'))
}

/** An IPv4 address itself; of an IPv6 address the first 48 bits, all of which one customer may have. */
export function siteOf(address: string): string {
  const network = networkOf(address)
  return network.includes(':') ? withoutLastGroup(network) : network
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
