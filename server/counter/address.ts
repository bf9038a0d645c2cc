import { BlockList, SocketAddress, isIP, isIPv4, isIPv6 } from 'node:net'
import { isPrivate } from './network.ts'

/** Header values by lower-case name, in the shape of Node's `IncomingHttpHeaders`. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>

/** The value of the header `name` (lower case), or undefined; a header sent several times is joined with a comma (RFC 9110, 5.3). */
export function headerOf(headers: RequestHeaders, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'object' ? value.join(', ') : value
}

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

/**
 * Reads a comma list of host names, for example `guide.example, www.guide.example`.
 *
 * @param refuse makes the error for the first entry that is none, from that and from what is wanted
 * @returns names in lower case
 * @throws what `refuse` makes
 */
export function parseHostNames(list: string, refuse: (entry: string, wanted: string) => Error): string[] {
  const names = list.split(',').map(name => name.trim().toLowerCase()).filter(Boolean)
  for (const name of names) {
    if (!/^[a-z0-9.-]+$/.test(name)) throw refuse(name, 'a comma list of host names, without scheme and port')
  }
  return names
}

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

/**
 * Reads a comma list of addresses and CIDR blocks (RFC 4632, RFC 4291), for example `127.0.0.1, 10.0.0.0/8, fd00::/8`.
 * An empty list trusts nobody.
 *
 * @throws Error that names the first entry which is neither.
 */
export function parseTrustedProxies(list: string): BlockList {
  const trusted = new BlockList()
  for (const entry of list.split(',').map(part => part.trim()).filter(Boolean)) addEntry(trusted, entry)
  return trusted
}

function addEntry(trusted: BlockList, entry: string) {
  const [address = '', length, ...rest] = entry.split('/')
  const version = isIP(address)
  const bits = version === 4 ? 32 : 128
  const prefix = length === undefined ? bits : Number(length)
  if (version === 0 || address.includes('%') || rest.length > 0 || !/^\d{1,3}$/.test(length ?? '0') || prefix > bits) {
    throw new Error(`"${entry}" is neither an address nor a CIDR block such as 10.0.0.0/8`)
  }
  trusted.addSubnet(address, prefix, version === 4 ? 'ipv4' : 'ipv6')
}

/** The other end of a connection: the visitor, or a proxy in front of us. */
export interface Peer {
  /** As {@link plainAddress} gives it. */
  readonly address: string
  readonly trusted: BlockList
  /** Whether it is tor, which hands on what visitors of an onion service write. */
  readonly isTor: boolean
  /** Whether it is a trusted proxy; found out when it is first asked. */
  isTrusted(): boolean
}

/** So many addresses of `X-Forwarded-For` are looked at: more proxies in a row than anybody has. */
const mostHops = 32

/** @param socketAddress - what Node calls `remoteAddress`, with `::ffff:` on a dual-stack socket */
export function peerOf(socketAddress: string | undefined, trusted: BlockList): Peer {
  const address = plainAddress(socketAddress ?? '')
  let answer: boolean | undefined
  return { address, trusted, isTor: false, isTrusted: () => answer ??= isTrusted(address, trusted) }
}

/** tor. All its visitors have its address, so that none is told; and what their requests say was written by them. */
export const torPeer: Peer = { address: '', trusted: new BlockList(), isTor: true, isTrusted: () => false }

/** A peer that is not believed in one request: tor hands on what the visitor wrote, and may have the address of a trusted proxy. */
export function asStranger({ address, trusted, isTor }: Peer): Peer {
  return { address, trusted, isTor, isTrusted: () => false }
}

/**
 * The address of the visitor: that of the peer, or, if that is a trusted proxy, the right-most address in `X-Forwarded-For` that is
 * not a trusted proxy's. Everything left of that could have been written by the visitor. Empty elements of the list are none (RFC 9110, 5.6.1).
 *
 * @param forwardedFor - the header's value; several headers joined with a comma
 * @returns IPv4 or IPv6 without port, zone or brackets; empty when unknown
 */
export function clientAddress(peer: Peer, forwardedFor: string | undefined): string {
  if (forwardedFor === undefined || !peer.isTrusted()) return peer.address
  let client = ''
  let end = forwardedFor.length
  for (let hop = 1; end >= 0 && hop <= mostHops; hop++) {
    const comma = end === 0 ? -1 : forwardedFor.lastIndexOf(',', end - 1)
    const element = forwardedFor.slice(comma + 1, end)
    end = comma
    if (element.trim() === '') continue
    client = plainAddress(element)
    if (!isTrusted(client, peer.trusted)) break
  }
  return client
}

/**
 * The visitor's address as far as limits per address go: empty for visitors through an onion service of ours, who all come from the address
 * of the tor process. The service's name alone proves nothing.
 *
 * @param address - as {@link clientAddress} gives it
 * @param onionHosts - as `ownOnions` gives them
 */
export function limitedAddress(host: string, address: string, onionHosts: readonly string[]): string {
  return isOwnOnion(host, onionHosts) && isPrivate(address) ? '' : address
}

/** Whether the address (as {@link plainAddress} gives it) is a trusted proxy's. */
export function isTrusted(address: string, trusted: BlockList): boolean {
  const version = isIP(address)
  return version !== 0 && trusted.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

/** May hold an IPv4 address, or groups with zeros in front: the canonical form, which shows it, costs more than a look-up of the country. */
const unusual = /^(?:[0:]|64:)|:0[\da-f]|\./i

/**
 * `::ffff:77.88.8.8`, `64:ff9b::4d58:808`, `77.88.8.8:443`, `[2a02:6b8::1]:443` and `fe80::1%eth0` without their trimmings; anything else is empty.
 * An IPv4 address in its IPv6 form is found in no country database.
 */
export function plainAddress(text: string): string {
  // By far the most frequent, in logs above all.
  if (isIPv4(text)) return text
  if (!unusual.test(text) && !text.includes('%') && isIPv6(text)) return text.toLowerCase()
  const bare = text.trim().replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1').replace(/%.*$/, '')
  const version = isIP(bare)
  if (version !== 6) return version === 4 ? bare : ''
  if (!unusual.test(bare)) return bare.toLowerCase()
  const canonical = new SocketAddress({ address: bare, family: 'ipv6' }).address
  return translatedAddress(canonical) ?? canonical.replace(/^::ffff:(?=\d+\.)/, '')
}

/**
 * The IPv4 address that a network wrote as one of IPv6 on the way to a server without IPv4 (RFC 6052, 64:ff9b::/96). Addresses that nobody outside
 * can have must not be written so, and nobody shall pass for one of them.
 *
 * @param canonical - as RFC 5952 has it
 */
function translatedAddress(canonical: string): string | undefined {
  const [all, high = '0', low = '0'] = /^64:ff9b::(?:([\da-f]+):)?([\da-f]+)$/.exec(canonical) ?? []
  if (all === undefined) return undefined
  const address = [high, low].map(group => Number.parseInt(group, 16)).flatMap(group => [group >> 8, group & 255]).join('.')
  return isPrivate(address) ? undefined : address
}
