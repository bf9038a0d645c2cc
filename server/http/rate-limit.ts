import { createNetworkLimit } from '../counter/network.ts'
import { rateWindow } from './limits.ts'

/**
 * Counts requests per address, in memory only and for ten seconds only: then every address is forgotten.
 *
 * @param limit requests per address in a window; 0 switches it off. Generous, because a mobile carrier puts thousands of people
 *   behind one address.
 * @returns a function that says whether one more request of this address is too many; an unknown address (`''`) never is.
 */
export function createRateLimit(limit: number, now: () => number = Date.now): (address: string) => boolean {
  return createNetworkLimit({ limit, windowLength: rateWindow, now })
}
