import { createServer, type Server, type IncomingMessage, type ServerResponse } from 'node:http'
import { BlockList, type Socket } from 'node:net'
import { createConnections, type Connections } from './connection-limit.ts'
import { maxHeadersCount, maxRequestsAhead, maxRequestsPerSocket, serverOptions, socketTimeout, stopTimeout, sweepInterval } from './limits.ts'
import { refuseTunnel, refuseUnreadable } from './unreadable.ts'

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
