/** How long requests of one address are counted together, in milliseconds. */
const windowLength = 10_000

/** Beyond so many addresses in one window new ones are not counted: memory stays bounded, and a flood from everywhere is not stopped this way. */
const mostAddresses = 100_000

/**
 * Counts requests per address, in memory only and for ten seconds only: then every address is forgotten.
 *
 * @param limit requests per address in a window; 0 switches it off. Generous, because a mobile carrier puts thousands of people
 *   behind one address.
 * @returns a function that says whether one more request of this address is too many; an unknown address (`''`) never is.
 */
export function createRateLimit(limit: number, now: () => number = Date.now): (address: string) => boolean {
  let counts = new Map<string, number>()
  let windowEnd = 0
  return (address) => {
    if (limit === 0 || address === '') return false
    const time = now()
    if (time >= windowEnd) {
      counts = new Map()
      windowEnd = time + windowLength
    }
    const network = networkOf(address)
    const count = (counts.get(network) ?? 0) + 1
    if (count > 1 || counts.size < mostAddresses) counts.set(network, count)
    return count > limit
  }
}

/** An IPv4 address itself; of an IPv6 address the first 64 bits, which one subscriber has for himself. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address
  const [start = ''] = address.split('::', 1)
  return start.split(':').slice(0, 4).join(':')
}
