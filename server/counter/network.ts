import { BlockList, isIP } from 'node:net'

/**
 * So many networks of IPv4, and as many of IPv6, are counted each for itself in one window: eleven times as many as there were visits
 * in an average hour (docs/counting.md). Memory stays bounded, some 30 MB at worst, whoever comes.
 */
const mostNetworks = 50_000

/**
 * So many subscribers (/64) of one IPv6 site (/48) are counted each for itself, so that it takes fifty sites to use up all room. Some
 * carriers have a /64 for each telephone.
 */
const mostSubscribers = 1000

/** Later ones share so many budgets, by their number in the site, each of as many times the limit of one: none of them uses up the site's. */
const laterSubscribers = { budgets: 64, limits: 4 } as const

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

interface LimitOptions {
  /** So many events of one network in a window are always within; 0: all are. */
  readonly limit: number
  /** In milliseconds. */
  readonly windowLength: number
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /**
   * Gives numbers from 0 to below 1. Where they are secret, nobody learns from what is beyond whether somebody else of his network was there:
   * of each network and window the limit is drawn, between once and twice what is set, and beyond it not everything is refused at once.
   * Always 0: then the limit is what is set, and windows begin at multiples of their length since 1970.
   */
  readonly random?: () => number
}

/**
 * Counts events per network, in memory only. When a window is over, every network is forgotten. When it begins does not depend on what anybody
 * does. What comes when there is no room any more is counted together by wider networks, so that no number of addresses outruns a limit.
 *
 * Only what is within the limit of its own network is counted for the wider one: nobody uses up what others have.
 *
 * @returns a function that counts an event of an address and says whether it is beyond the limit; of an unknown address (`''`) none is
 */
export function createNetworkLimit({ limit, windowLength, now = Date.now, random = () => 0 }: LimitOptions): (address: string) => boolean {
  if (limit === 0) return () => false
  const shift = Math.floor(random() * windowLength)
  let isBeyond = createWindow(limit, random)
  let window = Number.NaN
  return (address) => {
    if (address === '') return false
    const current = Math.floor((now() + shift) / windowLength)
    if (current !== window) {
      isBeyond = createWindow(limit, random)
      window = current
    }
    return isBeyond(networkOf(address))
  }
}

/** How many events may still come before the first is refused; below 0 when more have come. */
interface Budget {
  left: number
}

/** All of an IPv6 site. */
interface Site extends Budget {
  /** How many networks of it are counted for themselves. */
  subscribers: number
}

/** @returns a function that counts an event of a network, as {@link networkOf} gives it, and says whether it is beyond the limit */
function createWindow(limit: number, random: () => number): (network: string) => boolean {
  const networks = new Map<string, Budget>()
  const sites = new Map<string, Site>()
  const wider = new Map<string, Budget>()
  let free4 = mostNetworks
  let free6 = mostNetworks

  /** Of two drawn numbers the middle is most frequent, and the ends hardly ever are: no single answer is a proof. */
  function draw(limits: number): number {
    return Math.floor(limit * limits * (1 + (random() + random()) / 2))
  }

  /** Takes one from a budget, of so many times the limit of one network. @returns whether it was too much */
  function isTooMuch(budget: Budget, limits: number): boolean {
    if (--budget.left >= 0) return false
    return random() * limit * limits < -2 * budget.left
  }

  function add(budgets: Map<string, Budget>, name: string, limits: number): Budget {
    const budget = { left: draw(limits) }
    budgets.set(standAlone(name), budget)
    return budget
  }

  /** Counts it together with others, under a name for all of them. */
  function isTooMuchTogether(name: string, limits: number): boolean {
    return isTooMuch(wider.get(name) ?? add(wider, name, limits), limits)
  }

  function siteOfNetwork(network: string): Site | undefined {
    const name = withoutLastGroup(network)
    const known = sites.get(name)
    if (known || sites.size === 2 * mostNetworks) return known
    const site = { left: draw(limitsOf.site), subscribers: 0 }
    sites.set(standAlone(name), site)
    return site
  }

  function isBeyondFour(network: string): boolean {
    const known = networks.get(network)
    if (known) return isTooMuch(known, 1)
    // Of the /16 there are 65,536.
    if (free4 === 0) return isTooMuchTogether(firstTwo(network), limitsOf.block)
    free4--
    return isTooMuch(add(networks, network, 1), 1)
  }

  function isBeyondSubscriber(network: string, site: Site): boolean {
    const known = networks.get(network)
    if (known) return isTooMuch(known, 1)
    if (site.subscribers === mostSubscribers) return isTooMuchTogether(laterNameOf(network), laterSubscribers.limits)
    if (free6 === 0) return false
    free6--
    site.subscribers++
    return isTooMuch(add(networks, network, 1), 1)
  }

  function isBeyondSix(network: string): boolean {
    const site = siteOfNetwork(network)
    if (site) return isBeyondSubscriber(network, site) || isTooMuch(site, limitsOf.site)
    const provider = withoutLastGroup(withoutLastGroup(network))
    if (wider.has(provider) || wider.size < 2 * mostNetworks) return isTooMuchTogether(provider, limitsOf.provider)
    return isTooMuchTogether(':', limitsOf.all)
  }

  return network => network.includes(':') ? isBeyondSix(network) : isBeyondFour(network)
}

/** The name under which a subscriber beyond {@link mostSubscribers} is counted. */
function laterNameOf(network: string): string {
  const number = Number.parseInt(network.slice(network.lastIndexOf(':') + 1), 16)
  return `${withoutLastGroup(network)}:/${number % laterSubscribers.budgets}`
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

const hour = 3_600_000

/**
 * How many times the limit of an address all have together who come through tor: they have no address, and anybody can have as many ways
 * through it as he likes. As many as a whole /48 has.
 */
const torLimits = 16

/** Stands for tor where addresses are counted; nobody comes from it. */
const torNetwork = '0.0.0.0'

/**
 * Tells a flood from one address, or through tor, so that whoever opens a page ten thousand times does not move the figures. Addresses are in
 * memory only, and forgotten with the hour.
 *
 * The limit is not secret, for nothing shows it: what is beyond is answered like the rest.
 *
 * @param limit - visits per address and hour that count, 0 for all; docs/counting.md explains its usual value
 * @returns a function that counts one visit of an address, or through tor, and says whether it is beyond the limit; an unknown address (`''`) never is
 */
export function createFlood(limit: number, now: () => number = Date.now): (address: string, isTor?: boolean) => boolean {
  const ofAddress = createNetworkLimit({ limit, windowLength: hour, now })
  const ofTor = createNetworkLimit({ limit: torLimits * limit, windowLength: hour, now })
  return (address, isTor = false) => isTor ? ofTor(torNetwork) : ofAddress(address)
}
