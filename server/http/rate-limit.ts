import { randomInt } from 'node:crypto'
import { createNetworkLimit } from '../counter/network.ts'
import { headerOf, type RequestHeaders } from '../counter/request-headers.ts'
import { isNavigation, isSpeculative } from '../counter/verdict.ts'
import { rateWindow } from './limits.ts'

const secretNumber = () => randomInt(2 ** 32) / 2 ** 32

/**
 * Counts requests per address, in memory only and for ten seconds only: then every address is forgotten. Where exactly the limit is, nobody
 * knows, or whoever shares an address would learn from what is refused to him whether somebody else has opened the site.
 *
 * What other sites make a browser load for their pages is counted apart: they could have its owner refused.
 *
 * @param limit - requests per address in a window that are never refused; 0 switches it off. Generous, because a mobile carrier puts thousands of
 *   people behind one address.
 * @param random - gives secret numbers from 0 to below 1
 * @returns a function that says whether one more request of this address is too many; an unknown address (`''`) never is.
 */
export function createRateLimit(limit: number, now: () => number = Date.now, random: () => number = secretNumber): (address: string, headers: RequestHeaders) => boolean {
  const options = { limit, windowLength: rateWindow, now, random }
  const [isTooMany, isTooManyUnasked] = [createNetworkLimit(options), createNetworkLimit(options)]
  return (address, headers) => isUnasked(headers) ? isTooManyUnasked(address) : isTooMany(address)
}

/** Whether a browser asks because of a page of another site, and nobody has gone here: for a part of that page, or in advance. */
function isUnasked(headers: RequestHeaders): boolean {
  if (isSpeculative(headers)) return true
  const site = headerOf(headers, 'sec-fetch-site')
  return (site === 'cross-site' || site === 'same-site') && !isNavigation(headers)
}

/**
 * Answered whoever has asked how often: the contacts, whether the site is well, and data that every page of another site may read, which would
 * otherwise see there what is refused.
 */
const unlimited = /^\/(?:[a-z]{2}\/contact|health\/.*|.*\.(?:json|csv|minisig))$/

/** @param path - without a slash at the end */
export function isUnlimited(path: string): boolean {
  return unlimited.test(path)
}
