import { randomInt } from 'node:crypto'
import { createNetworkLimit } from '../counter/network.ts'
import { headerOf, type RequestHeaders } from '../counter/address.ts'
import { isNavigation, isSpeculative } from '../counter/verdict.ts'

/**
 * What one client may cost. Without these a client that sends its headers slowly holds a socket for more than a minute:
 * Node looks at its timeouts only every `connectionsCheckingInterval`, 30 s unless set.
 * https://nodejs.org/api/http.html#httpcreateserveroptions-requestlistener
 */
export const serverOptions = {
  maxHeaderSize: 8192,
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 5_000,
  // The door refuses a request without a host, and so with our headers. Two hosts are joined to one that is none (RFC 9112, 3.2).
  requireHostHeader: false,
  joinDuplicateHeaders: true,
  insecureHTTPParser: false,
} as const

/** An answer that nobody reads is given up after this many milliseconds without progress. */
export const socketTimeout = 20_000

/**
 * How long an answer may take in all, in milliseconds, though a byte of it is read now and then: for half a megabyte, the largest file of ours,
 * at 2 kB/s. Looked at every {@link sweepInterval}.
 */
export const answerTimeout = 300_000

export const sweepInterval = 2_000

/** How long a client may take to close what we have closed, in milliseconds; long enough to read the refusal. */
export const refusalTimeout = 2_000

export const maxHeadersCount = 64

export const maxRequestsPerSocket = 200

/** How many requests may wait on a connection for the answers before them. Browsers send none ahead. */
export const maxRequestsAhead = 16

export const maxConnections = 4096

/** So many connections of one address or IPv6 site are not taken for a crowd, an eighth of all. */
export const fairShare = 512

/** Longest path with query, in bytes. Ours are under 30; the rest is what networks and messengers append to links, up to 2 kB. */
export const maxTargetLength = 2560

/** How long answers in flight may take once the process was asked to stop, in milliseconds. */
export const stopTimeout = 8_000

/** How long requests of one address are counted together, in milliseconds. */
export const rateWindow = 10_000

/** So many requests of one address in a window each process lets through, however many processes there are. The less, the more each refusal tells. */
export const leastRateLimit = 150

/**
 * What one of several processes may let through of an address, so that together they keep to what is set.
 *
 * @param limit - for all of them; 0: none
 * @param least - that one lets through all the same, if so much is set: it alone answers all requests of a connection
 */
export function shareOf(limit: number, workers: number, least = 1): number {
  return limit === 0 ? 0 : Math.max(limit / workers, Math.min(limit, least))
}

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
