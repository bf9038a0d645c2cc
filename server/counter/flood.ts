import { createNetworkLimit } from './network.ts'

const hour = 3_600_000

/**
 * Tells a flood from one address, so that whoever opens a page ten thousand times does not move the figures. Addresses are in
 * memory only, and forgotten with the hour.
 *
 * The limit is not secret, for nothing shows it: what is beyond is answered like the rest.
 *
 * @param limit - visits per address and hour that count, 0 for all; docs/counting.md explains its usual value
 * @returns a function that counts one visit of an address and says whether it is beyond the limit; an unknown address (`''`) never is
 */
export function createFlood(limit: number, now: () => number = Date.now): (address: string) => boolean {
  return createNetworkLimit({ limit, windowLength: hour, now })
}
