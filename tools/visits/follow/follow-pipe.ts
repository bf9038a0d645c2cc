import { spawnSync } from 'node:child_process'
import { constants, openSync, statSync } from 'node:fs'
import { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLineSplitter } from '../lines.ts'
import type { LogSource, TakeLine } from './source.ts'

/** What a user may ask for unless the system says otherwise (`fs.pipe-max-size`), in bytes: some 4,000 lines; the usual 64 KiB hold 250. */
const pipeSize = 1024 * 1024

/** Linux's number for it, the same on every architecture; `fcntl` is not to be had in Node. */
const setPipeSize = 1031

/** How much is read at once, in bytes. */
const chunkSize = 256 * 1024

/**
 * How long the pipe is left alone once it is empty, in milliseconds. Woken by each write of the server, some 20 lines, reading and storing
 * would cost half as much as the lines themselves. In this time a server at full speed fills a seventh of a large pipe, or half of a small one.
 */
const rests = { large: 10, small: 2 }

/** What is in the pipe at the signal to stop has been read after this, in milliseconds. */
const lastWait = 100

/**
 * Reads lines from a named pipe, which is made when it is not there. A server can write many lines into it at once, which costs it a
 * tenth of what a datagram a line costs; but when nobody reads and the pipe is full, the server waits.
 *
 * It is opened for writing, too: then the server finds it open whichever starts first, and it does not end when the server is restarted.
 *
 * @throws Error of one line when it cannot be made or opened, or is something else
 */
export function followPipe(path: string, take: TakeLine): LogSource {
  makePipe(path)
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  const rest = rests[enlarge(path) ? 'large' : 'small']
  const splitter = createLineSplitter(take)
  const { promise: ended, reject } = Promise.withResolvers<undefined>()
  // Not a file stream: its blocking reads would hold a thread for ever, and the process with it. Nor the events of a stream, which reads on
  // for its own buffer when it is paused.
  const socket = new Socket({ fd, readable: true, writable: false, onread: { buffer: Buffer.allocUnsafe(chunkSize), callback: takeChunk } })
  socket.on('error', reject)

  function takeChunk(size: number, buffer: Uint8Array): boolean {
    splitter.push(Buffer.from(buffer.buffer, buffer.byteOffset, size))
    if (size === chunkSize) return true
    setTimeout(() => socket.resume(), rest)
    return false
  }

  return {
    name: path,
    ended,
    stop: async () => {
      await sleep(lastWait)
      socket.destroy()
      splitter.end()
    },
  }
}

function makePipe(path: string) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) {
    const { status, stderr, error } = spawnSync('mkfifo', ['-m', '600', path], { encoding: 'utf8' })
    if (status !== 0) throw new Error(error === undefined ? stderr.trim() : `mkfifo cannot be started: ${error.message}`)
  }
  else if (!stat.isFIFO()) {
    throw new Error(`${path} is no pipe; if the web server has made a file of it because it was started first, delete the file and reload the server`)
  }
}

/** Where there is no Perl or no such size, the pipe stays as small as it is. */
function enlarge(path: string): boolean {
  return spawnSync('perl', ['-e', 'open(my $pipe, "+<", $ARGV[0]) or exit 1; exit !fcntl($pipe, $ARGV[1], $ARGV[2] + 0)', path, String(setPipeSize), String(pipeSize)]).status === 0
}
