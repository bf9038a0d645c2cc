/**
 * Whether an address is one of this site. Only names are compared: a proxy may hide the port, and browsers, too, call another port of the
 * same name `same-site`.
 *
 * @param host the `Host` header, with or without port
 * @param ownHosts other names of this site, lower case, ASCII, without port
 */
export function isOwnHost(address: URL, host: string, ownHosts: readonly string[]): boolean {
  const name = address.hostname
  return name !== '' && (name === host.toLowerCase().replace(/:\d+$/, '') || ownHosts.some(own => own === name))
}
