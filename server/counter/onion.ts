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

/** Whether a `Host` header names one of our onion services, or what is below one: of those given, or any if there are none. */
export function isOwnOnion(host: string, onionHosts: readonly string[]): boolean {
  return isOnion(host) && (onionHosts.length === 0 || isAmong(host, onionHosts))
}

/**
 * Whether a `Host` header names an onion service of which we know that it is ours.
 *
 * @param ownHosts - names of this site, lower case, other ones among them
 */
export function isKnownOnion(host: string, ownHosts: readonly string[]): boolean {
  return isOnion(host) && isAmong(host, ownHosts)
}

/** tor hands on what is asked of any name below an address (https://spec.torproject.org/rend-spec/encoding-onion-addresses.html). */
function isAmong(host: string, names: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/\.?(?::\d+)?$/, '')
  return names.some(own => name === own || name.endsWith(`.${own}`))
}
