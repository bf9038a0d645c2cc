import { createNetworkCount } from './network.ts'

const hour = 3_600_000

/**
 * Tells a flood from one address, so that whoever opens a page ten thousand times does not move the figures. Addresses are in
 * memory only, and forgotten with the hour.
 *
 * @param limit - visits per address and hour that count, 0 for all; docs/counting.md explains its usual value
 * @returns a function that counts one visit of an address and says whether it is beyond the limit; an unknown address (`''`) never is
 */
export function createFlood(limit: number, now: () => number = Date.now): (address: string) => boolean {
  const countOf = createNetworkCount(hour, now)
  return address => limit > 0 && address !== '' && countOf(address) > limit
}
