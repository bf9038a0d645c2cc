import type { IncomingMessage } from 'node:http'
import { asStranger, clientAddress, torPeer, type Peer } from '../counter/client-address.ts'
import { isPrivate } from '../counter/network.ts'
import { isKnownOnion, isOnion } from '../counter/onion.ts'
import { headerOf } from '../counter/request-headers.ts'
import type { Config } from '../operator/config.ts'
import { createPeers } from './peers.ts'

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
