import { spawnSync } from 'node:child_process'
import { constants, openSync, statSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLineSplitter } from './lines.ts'

/** Where a live log comes from. */
export interface LiveLog {
  /** For the operator: what is followed, in one phrase. */
  readonly name: string
  /** Settles when there will be nothing more; rejects when the source fails. */
  readonly ended: Promise<void>
  /** Reads what has already arrived, then lets go. */
  stop(): Promise<void>
}

/** Takes one line, without its end; undefined stands for one that is too long. */
export type TakeLine = (line: string | undefined) => void

/** How much is read at once, in bytes: four times what a pipe holds. */
const chunkSize = 256 * 1024

/**
 * How long the pipe is left alone once it is empty, in milliseconds. Woken by each write of the server, some 16 lines, reading and storing
 * would cost half as much as the lines themselves. In this time a server at full speed fills a fifth of the pipe.
 */
const rest = 2

/** What is in the pipe at the signal to stop has been read after this, in milliseconds. */
const lastWait = 100

/**
 * Reads lines from a named pipe, which is made when it is not there. A server writes many lines into it at once, which costs it little; but
 * when nobody reads and the pipe is full, the server waits.
 *
 * It is opened for writing, too: then the server finds it open whichever starts first, and it does not end when the server is restarted.
 *
 * @throws Error of one line when it cannot be made or opened, or is something else
 */
export function followPipe(path: string, take: TakeLine): LiveLog {
  makePipe(path)
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
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

/** Reads lines from a stream, such as standard input, until it ends. */
export function followStream(stream: Readable, name: string, take: TakeLine): LiveLog {
  const splitter = createLineSplitter(take)
  const { promise: ended, resolve, reject } = Promise.withResolvers<undefined>()
  let isOver = false

  function finish() {
    if (!isOver) splitter.end()
    isOver = true
    resolve(undefined)
  }

  stream.on('data', (chunk: Buffer) => splitter.push(chunk))
  stream.on('end', finish)
  stream.on('error', reject)
  return {
    name,
    ended,
    stop: async () => {
      // What has arrived is given out before this turn of the event loop.
      await new Promise(setImmediate)
      stream.destroy()
      finish()
    },
  }
}

/** For the group, too: nginx makes its worker the owner when logs are rotated (`ngx_reopen_files`), and whoever reads must be able to open it again. */
const pipeMode = '660'

function makePipe(path: string) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) {
    const { status, stderr, error } = spawnSync('mkfifo', ['-m', pipeMode, path], { encoding: 'utf8' })
    if (status !== 0) throw new Error(error === undefined ? stderr.trim() : `mkfifo cannot be started: ${error.message}`)
  }
  else if (!stat.isFIFO()) {
    throw new Error(`${path} is no pipe; if the web server has made a file of it because it was started first, delete the file and reload the server`)
  }
}
