import type { IncomingMessage } from 'node:http'
import type { BlockList } from 'node:net'
import { clientAddress, type Peer } from '../counter/client-address.ts'
import { headerOf } from '../counter/request-headers.ts'
import { createPeers } from './peers.ts'

/** Who asks, as far as the limits and the country need it; lives as long as the request. */
export interface Client {
  readonly peer: Peer
  readonly address: string
}

/** @returns a function that says whose request it is */
export function createClients(trusted: BlockList): (request: IncomingMessage) => Client {
  const peerAt = createPeers(trusted)
  return ({ socket, headers }) => {
    const peer = peerAt(socket)
    return { peer, address: clientAddress(peer, headerOf(headers, 'x-forwarded-for')) }
  }
}
