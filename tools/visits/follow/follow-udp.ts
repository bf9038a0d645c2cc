import { createSocket } from 'node:dgram'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LogSource, TakeLine } from './source.ts'
import { lineOfSyslog } from './syslog-message.ts'
import { udpDrops } from './udp-drops.ts'

/**
 * Bytes asked for to hold what has arrived and was not read yet; Linux gives at most `net.core.rmem_max`, twice. It keeps some 2 KiB for
 * each line: 4 MiB hold the lines of a tenth of a second at 20,000 requests a second, longer than any pause of this process.
 */
const bufferSize = 4 * 1024 * 1024

/** What was sent before the signal to stop has arrived after this, in milliseconds: it only crosses this machine. */
const lastWait = 100

export interface FollowUdpOptions {
  /** 0 lets the system choose one. */
  readonly port: number
  readonly take: TakeLine
  /** Called with the port, and with the size of the buffer when it is smaller than what was asked for. */
  readonly onReady: (port: number, smallBuffer: number | undefined) => void
}

/** Receives syslog messages by UDP, from this machine alone: what crosses a network can be forged and read on its way. */
export function followUdp({ port, take, onReady }: FollowUdpOptions): LogSource {
  const socket = createSocket({ type: 'udp4', recvBufferSize: bufferSize })
  const { promise: ended, resolve, reject } = Promise.withResolvers<undefined>()
  let ownPort = port
  socket.on('message', message => take(lineOfSyslog(message.toString('latin1'))))
  socket.on('error', (error: Error & { code?: string }) => {
    socket.close()
    reject(error.code === 'EADDRINUSE' ? new Error(`port ${port} is taken: something else receives there`) : error)
  })
  socket.on('close', () => resolve(undefined))
  socket.bind(port, '127.0.0.1', () => {
    ownPort = socket.address().port
    const size = socket.getRecvBufferSize()
    onReady(ownPort, size < bufferSize ? size : undefined)
  })
  return {
    name: `syslog on 127.0.0.1, UDP port ${port}`,
    ended,
    lost: () => udpDrops(ownPort),
    stop: async () => {
      await sleep(lastWait)
      socket.close()
      await ended
    },
  }
}
