import type { Readable } from 'node:stream'
import { createLineSplitter } from '../lines.ts'
import type { LogSource, TakeLine } from './source.ts'

/** Reads lines from a pipe, such as standard input, until it ends. */
export function followStream(stream: Readable, name: string, take: TakeLine): LogSource {
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
