import type { ServerResponse } from 'node:http'
import type { BlockList, Socket } from 'node:net'
import { isTrusted, plainAddress } from '../counter/client-address.ts'
import { isPrivate, siteOf } from '../counter/network.ts'
import { answerTimeout, fairShare, maxConnections } from './limits.ts'

/** An open connection and what it is about. */
export interface Connection {
  readonly socket: Socket
  /** Who has it: an IPv4 address, an IPv6 site, or `''` for everybody. */
  readonly holder: string
  requests: number
  /** Requests that wait for the answers before them. */
  ahead: number
  /** The last answer that was begun, as long as it may still be under way; and when, as `performance.now()` tells it. */
  answer: ServerResponse | undefined
  answerBegan: number
}

export interface Connections {
  /** Takes a new connection, and closes another where there are too many. */
  open(socket: Socket): void
  /** What is known of an open connection. */
  of(socket: Socket): Connection | undefined
  /** Closes what has been answered for too long. To be called every few seconds. */
  sweep(): void
}

/**
 * Keeps account of the open connections of a server, in memory only and as long as they are open, and bounds their number.
 *
 * A newcomer always gets in. When there are too many, whoever holds most gives one up if that is more than the fair share, else everybody
 * together: the oldest that has never asked for anything; else the oldest that rests; else the one whose answer takes longest.
 *
 * No address has a limit of its own: whoever shares it and holds as many as he may would see one close whenever somebody else comes.
 *
 * @param trusted - proxies, which hold none themselves, nor do addresses of this machine and its own network: everybody comes through them
 * @param most - connections that are open at a time
 */
export function createConnections(trusted: BlockList, most = maxConnections): Connections {
  const all = new Set<Connection>()
  const bySocket = new WeakMap<Socket, Connection>()
  const byHolder = new Map<string, Set<Connection>>()
  /** Those of holders that have more than the fair share, a few at most. */
  const crowds = new Set<Set<Connection>>()

  function holderOf({ remoteAddress }: Socket): string {
    const address = plainAddress(remoteAddress ?? '')
    return address === '' || isPrivate(address) || isTrusted(address, trusted) ? '' : siteOf(address)
  }

  function add(connection: Connection) {
    all.add(connection)
    if (connection.holder === '') return
    const held = byHolder.get(connection.holder) ?? new Set()
    byHolder.set(connection.holder, held.add(connection))
    if (held.size > fairShare) crowds.add(held)
  }

  function remove(connection: Connection) {
    all.delete(connection)
    const held = byHolder.get(connection.holder)
    if (!held?.delete(connection)) return
    if (held.size <= fairShare) crowds.delete(held)
    if (held.size === 0) byHolder.delete(connection.holder)
  }

  function drop(connection: Connection | undefined) {
    if (!connection) return
    // Not only when it has closed: several may come in one turn of the event loop.
    remove(connection)
    connection.socket.destroy()
  }

  return {
    open(socket) {
      if (all.size >= most) drop(leastMissed(largestOf(crowds) ?? all))
      const connection: Connection = { socket, holder: holderOf(socket), requests: 0, ahead: 0, answer: undefined, answerBegan: 0 }
      bySocket.set(socket, connection)
      add(connection)
      socket.once('close', () => remove(connection))
    },
    of: socket => bySocket.get(socket),
    sweep() {
      const lastBegin = performance.now() - answerTimeout
      for (const connection of all) {
        // What has left would lie in memory as long as the connection is open.
        if (!isAnswering(connection)) connection.answer = undefined
        else if (connection.answerBegan < lastBegin) drop(connection)
      }
    },
  }
}

function largestOf(crowds: ReadonlySet<ReadonlySet<Connection>>): ReadonlySet<Connection> | undefined {
  let largest: ReadonlySet<Connection> | undefined
  for (const held of crowds) {
    if (held.size > (largest?.size ?? 0)) largest = held
  }
  return largest
}

/** The one of them that is missed least. @param held - in the order in which they were opened */
function leastMissed(held: ReadonlySet<Connection>): Connection | undefined {
  let resting: Connection | undefined
  let slowest: Connection | undefined
  for (const connection of held) {
    if (connection.requests === 0) return connection
    if (!isAnswering(connection)) resting ??= connection
    else if (connection.answerBegan < (slowest?.answerBegan ?? Infinity)) slowest = connection
  }
  return resting ?? slowest
}

function isAnswering({ answer }: Connection): boolean {
  return answer !== undefined && !answer.writableFinished
}
