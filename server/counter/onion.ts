/** Whether a `Host` header names an onion service (RFC 7686). */
export function isOnion(host: string): boolean {
  return /\.onion\.?(?::\d+)?$/i.test(host)
}

/**
 * The names of our own onion services, lower case; none when we do not know whether there are others.
 *
 * @param onionOrigin - undefined: not known
 * @param ownHosts - names of this site, that of the origin among them
 */
export function ownOnions(onionOrigin: string | undefined, ownHosts: readonly string[]): string[] {
  return onionOrigin === undefined ? [] : ownHosts.filter(isOnion)
}

/** Whether a `Host` header names one of our onion services: one of those given, or any if there are none. */
export function isOwnOnion(host: string, onionHosts: readonly string[]): boolean {
  if (!isOnion(host)) return false
  return onionHosts.length === 0 || onionHosts.includes(host.toLowerCase().replace(/\.?(?::\d+)?$/, ''))
}
