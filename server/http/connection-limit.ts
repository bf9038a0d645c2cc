import type { BlockList, Socket } from 'node:net'
import { isTrusted, plainAddress } from '../counter/client-address.ts'
import { isPrivate, networkOf } from '../counter/network.ts'
import { maxConnectionsPerAddress } from './limits.ts'

/**
 * Counts open connections per address, in memory only and only as long as they are open.
 *
 * @param trusted - proxies, which may hold any number, as may addresses of this machine and its own network: everybody comes through them
 * @returns a function that takes a new connection and says whether its address holds too many with it
 */
export function createConnectionLimit(trusted: BlockList): (socket: Socket) => boolean {
  const counts = new Map<string, number>()
  return (socket) => {
    const address = plainAddress(socket.remoteAddress ?? '')
    if (address === '' || isPrivate(address) || isTrusted(address, trusted)) return false
    const network = networkOf(address)
    const count = (counts.get(network) ?? 0) + 1
    counts.set(network, count)
    socket.once('close', () => {
      const left = (counts.get(network) ?? 0) - 1
      if (left > 0) counts.set(network, left)
      else counts.delete(network)
    })
    return count > maxConnectionsPerAddress
  }
}
