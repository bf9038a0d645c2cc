import { createServer, type Server, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { maxConnections, maxHeadersCount, maxRequestsPerSocket, serverOptions, socketTimeout, stopTimeout } from './limits.ts'

/** An HTTP server within our limits that answers what it cannot read with a bare status and no word about it. */
export function createLimitedServer(listener: (request: IncomingMessage, response: ServerResponse) => void): Server {
  const server = createServer(serverOptions, listener)
  server.timeout = socketTimeout
  server.maxHeadersCount = maxHeadersCount
  server.maxRequestsPerSocket = maxRequestsPerSocket
  server.maxConnections = maxConnections
  server.on('clientError', refuseUnreadable)
  return server
}

const unreadable: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

function refuseUnreadable(error: Error & { code?: string }, socket: Duplex) {
  if (!socket.writable) return socket.destroy()
  socket.end(`HTTP/1.1 ${unreadable[error.code ?? ''] ?? '400 Bad Request'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** Starts to listen. @returns the port, which the system chose where 0 was asked for. @throws Error with one line that says what is in the way. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: Error & { code?: string }) => {
      reject(error.code === 'EADDRINUSE' ? new Error(`port ${port} on ${host} is taken: stop what uses it, or set PORT`) : error)
    })
    server.listen(port, host, () => {
      const address = server.address()
      resolve(address !== null && typeof address === 'object' ? address.port : port)
    })
  })
}

/** Stops listening, lets answers in flight finish, and closes what is still open after a while. */
export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), stopTimeout).unref()
  })
}
