import { createNetworkLimit } from './network.ts'

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
