import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { BlockList, type Socket } from 'node:net'
import { isTrusted, plainAddress } from '../counter/address.ts'
import { isPrivate, siteOf } from '../counter/network.ts'
import { refuseTunnel, refuseUnreadable } from './door.ts'
import { answerTimeout, fairShare, maxConnections, maxHeadersCount, maxRequestsAhead, maxRequestsPerSocket, serverOptions, socketTimeout, stopTimeout, sweepInterval } from './limits.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/**
 * An HTTP server within our limits, without an answer that is not ours: Node's own have none of our headers.
 *
 * @param trustedProxies - through whose connections many people come
 * @param mostConnections - that are open at a time
 */
export function createLimitedServer(listener: Listener, trustedProxies = new BlockList(), mostConnections?: number): Server {
  const connections = createConnections(trustedProxies, mostConnections)
  const limited = limitRequests(listener, connections)
  const server = createServer(serverOptions, limited)
  server.timeout = socketTimeout
  // One more than is admitted: Node would leave out what is beyond without a word, perhaps what a proxy says of the visitor.
  server.maxHeadersCount = maxHeadersCount + 1
  server.on('connection', (socket: Socket) => void (hasAddress(socket) ? connections.open(socket) : socket.destroy()))
  const sweeping = setInterval(() => connections.sweep(), sweepInterval).unref()
  server.on('close', () => clearInterval(sweeping))
  server.on('clientError', refuseUnreadable)
  server.on('connect', refuseTunnel)
  // Whatever a client expects before it sends a body (RFC 9110, 10.1.1), it gets the answer at once: bodies are of no use here.
  server.on('checkContinue', limited)
  server.on('checkExpectation', limited)
  return server
}

/**
 * Whether it is still known who is at the other end. The system forgets it of a connection that was reset, even before Node has taken it, and
 * hands on what was sent all the same: a request of nobody, whom no limit meets. To be asked when a connection opens: Node keeps what it then
 * learns (https://github.com/nodejs/node/blob/v24.x/lib/net.js, _getpeername), so that no later reset takes it away.
 */
function hasAddress({ remoteAddress }: Socket): boolean {
  return remoteAddress !== undefined
}

/**
 * Lets the listener answer one request of a connection after the other. Requests sent ahead, without waiting for the answers before
 * (pipelining, RFC 9112, 9.3.2), wait as requests: Node would have all their answers made at once, and a client that does not read
 * would make each of them lie in memory. Whoever sends too many is cut off, so that what they cost is free again at once.
 *
 * Node's own `maxRequestsPerSocket` answers 503, without our headers, to what was sent before the client could read that the end has come.
 */
function limitRequests(listener: Listener, connections: Connections): Listener {
  return (request, response) => {
    const { socket } = request
    const connection = connections.of(socket)
    if (!connection) return void socket.destroy()
    // Node gives an answer the connection when the one before has left.
    const isAhead = response.socket === null
    if (isAhead && ++connection.ahead > maxRequestsAhead) return void socket.destroy()
    // The connection ends with the answer before (RFC 9112, 9.6).
    if (++connection.requests > maxRequestsPerSocket) return
    if (connection.requests === maxRequestsPerSocket) response.shouldKeepAlive = false
    const answer = () => {
      connection.answer = response
      connection.answerBegan = performance.now()
      listener(request, response)
    }
    if (!isAhead) return answer()
    response.once('socket', () => {
      connection.ahead--
      answer()
    })
  }
}

/** Where nobody but programs of this machine find a port. */
export const loopback = '127.0.0.1'

/**
 * Starts to listen.
 *
 * @param variable - in which the operator chooses the port
 * @returns the port, which the system chose where 0 was asked for
 * @throws Error with one line that says what is in the way
 */
export function listen(server: Server, port: number, host: string, variable: 'PORT' | 'ONION_PORT' = 'PORT'): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: Error & { code?: string }) => {
      const fault = listenFault(error.code, port, host, variable)
      reject(fault === undefined ? error : new Error(fault))
    })
    server.listen(port, host, () => {
      const address = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : port)
    })
  })
}

/** @returns what an operator can mend; undefined for any other fault */
function listenFault(code: string | undefined, port: number, host: string, variable: string): string | undefined {
  if (code === 'EADDRINUSE') return `port ${port} on ${host} is taken: stop what uses it, or set ${variable}`
  if (code === 'EACCES') return `port ${port} on ${host} is not open to this user: set ${variable} to 1024 or more`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST is ${JSON.stringify(host)}, but must be an address of this machine`
  return undefined
}

/** Stops listening, lets answers in flight finish, and closes what is still open after a while. */
export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), stopTimeout).unref()
  })
}

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

interface Connections {
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
