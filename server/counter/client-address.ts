import { BlockList, isIP, isIPv4, isIPv6, SocketAddress } from 'node:net'
import { isPrivate } from './network.ts'
import { isOwnOnion } from './onion.ts'

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
