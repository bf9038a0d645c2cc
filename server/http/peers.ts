import type { BlockList, Socket } from 'node:net'
import { peerOf, type Peer } from '../counter/client-address.ts'

/**
 * Who is at the other end of a connection: found out once for all its requests, and forgotten with it.
 *
 * @returns a function that takes the socket of a request
 */
export function createPeers(trusted: BlockList): (socket: Socket) => Peer {
  const peers = new WeakMap<Socket, Peer>()
  return (socket) => {
    const known = peers.get(socket)
    if (known) return known
    const peer = peerOf(socket.remoteAddress, trusted)
    peers.set(socket, peer)
    return peer
  }
}
