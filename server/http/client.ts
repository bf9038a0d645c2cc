import type { IncomingMessage } from 'node:http'
import { isIP, type BlockList, type Socket } from 'node:net'
import { asStranger, clientAddress, headerOf, isKnownOnion, isOnion, peerOf, torPeer, type Peer, type RequestHeaders } from '../counter/address.ts'
import { isPrivate } from '../counter/network.ts'
import type { Config } from '../operator/config.ts'

/**
 * Who is at the other end of a connection: found out once for all its requests, and forgotten with it.
 *
 * @returns a function that takes the socket of a request
 */
function createPeers(trusted: BlockList): (socket: Socket) => Peer {
  const peers = new WeakMap<Socket, Peer>()
  return (socket) => {
    const known = peers.get(socket)
    if (known) return known
    const peer = peerOf(socket.remoteAddress, trusted)
    peers.set(socket, peer)
    return peer
  }
}

/** Who asks, as far as the limits and the country need it; lives as long as the request. */
export interface Client {
  readonly peer: Peer
  readonly address: string
  /** What limits per address go by: the address, or what stands for many; empty for no limit. */
  readonly limitedAddress: string
}

type ClientsOf = Pick<Config, 'trustedProxies' | 'ownHosts' | 'onionPort'>

/** Who comes through tor. */
export const torClient: Client = { peer: torPeer, address: '', limitedAddress: '' }

/**
 * Stands for all who ask the ordinary port for an onion service of ours while tor has its own: no reader does, and whoever does gives no
 * other address that could be believed.
 */
const misled = 'onion'

/** @returns a function that says whose request it is that came to the ordinary port */
export function createClients({ trustedProxies, ownHosts, onionPort }: ClientsOf): (request: IncomingMessage) => Client {
  const peerAt = createPeers(trustedProxies)

  /**
   * Anybody can write an onion name. It is believed where tor has no port of its own, and of this machine or a private network, where tor is: of
   * our own names even if that is a trusted proxy, since tor hands on what the visitor wrote.
   */
  function onionClient(connected: Peer, host: string, forwardedFor: string | undefined): Client {
    const isKnown = isKnownOnion(host, ownHosts)
    const peer = isKnown ? asStranger(connected) : connected
    const address = clientAddress(peer, forwardedFor)
    if (onionPort === undefined && isPrivate(address)) return torClient
    return { peer, address, limitedAddress: isKnown && onionPort !== undefined ? misled : address }
  }

  return ({ socket, headers }) => {
    const peer = peerAt(socket)
    const host = headers.host ?? ''
    const forwardedFor = headerOf(headers, 'x-forwarded-for')
    if (isOnion(host)) return onionClient(peer, host, forwardedFor)
    const address = clientAddress(peer, forwardedFor)
    return { peer, address, limitedAddress: address }
  }
}

/** How a request came, as far as it tells whether the visitor's own connection was encrypted. */
export interface Connection {
  /** Whether our own socket is a TLS one. */
  readonly encrypted: boolean
  readonly peer: Peer
  /** The `Host` header. */
  readonly host: string
  readonly headers: RequestHeaders
}

/**
 * Whether the visitor's browser takes our address for potentially trustworthy (https://w3c.github.io/webappsec-secure-contexts/,
 * 3.1), so that it sends `Sec-Fetch-*`: HTTPS, as a trusted proxy says in `X-Forwarded-Proto`, or a name of this machine that was asked
 * directly. In doubt it is not: an onion service over plain HTTP, for one, is only to Tor Browser.
 *
 * Behind a proxy that hands on no `Host`, everybody seems to ask for 127.0.0.1; it is then not believed if the proxy says anything else.
 */
export function isSecure({ encrypted, peer, host, headers }: Connection): boolean {
  if (encrypted) return true
  if (peer.isTor) return false
  const protocol = headerOf(headers, 'x-forwarded-proto')
  if (protocol !== undefined && peer.isTrusted()) {
    // Several proxies may each have added theirs; the visitor's connection is one of them. Empty elements are none (RFC 9110, 5.6.1).
    const protocols = protocol.toLowerCase().split(',').map(part => part.trim()).filter(Boolean)
    return protocols.length > 0 && protocols.every(part => part === 'https')
  }
  return isLocalName(host) && protocol === undefined && headers['x-forwarded-for'] === undefined
}

function isLocalName(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '')
  return name === 'localhost' || name === '[::1]' || (name.startsWith('127.') && isIP(name) === 4)
}
