import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { textHeaders } from './headers.ts'
import { refusalTimeout } from './limits.ts'

/** All that somebody is told whose request cannot be answered. */
export const notUnderstood = 'Not understood.\n'

type Status = 400 | 405 | 408 | 431

/** https://nodejs.org/api/http.html#event-clienterror */
const statusOf: Readonly<Record<string, Status>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/**
 * Answers what Node could not read as a request, so that there is none to answer, and closes. Nothing is said about the fault: its
 * message holds what was sent.
 */
export function refuseUnreadable(error: Error & { code?: string }, socket: Duplex) {
  if (!socket.writable || isAnswering(socket)) return socket.destroy()
  endWith(socket, statusOf[error.code ?? ''] ?? 400)
}

/** CONNECT comes with a bare socket as well: Node hands it over before anything is read of it. */
export function refuseTunnel(_request: unknown, socket: Duplex) {
  // Whoever goes away before the answer is no fault of ours.
  socket.on('error', () => {})
  if (isAnswering(socket)) return socket.destroy()
  endWith(socket, 405)
}

/**
 * Whether an answer to an earlier request is under way: whatever were written now would stand in the middle of it. Node looks at the same
 * field before it writes its own refusals, and gives no other way to know
 * (https://github.com/nodejs/node/blob/v24.x/lib/_http_server.js, socketOnError).
 */
function isAnswering(socket: Duplex): boolean {
  return '_httpMessage' in socket && Boolean(socket._httpMessage)
}

function endWith(socket: Duplex, status: Status) {
  const headers = ['Connection', 'close', 'Date', new Date().toUTCString(), ...textHeaders(status, notUnderstood.length)]
  const lines = headers.map((text, index) => index % 2 === 0 ? `${text}: ` : `${text}\r\n`)
  // A client that never closes its side would keep the socket, and each byte that it goes on sending would put off the timeout.
  setTimeout(() => socket.destroy(), refusalTimeout).unref()
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${notUnderstood}`)
}
