import { createReadStream, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createZstdDecompress } from 'node:zlib'

/** Bytes a read. Larger ones only cost memory. Reading and unpacking, which other threads do, go on while lines are judged. */
const chunkSize = 128 * 1024

/** First bytes of what can be unpacked (RFC 1952, RFC 8878), and of what people also call a log. */
const magics = {
  'gzip': Buffer.from([0x1f, 0x8b]),
  'zstd': Buffer.from([0x28, 0xb5, 0x2f, 0xfd]),
  'bzip2': Buffer.from('BZh'),
  'xz': Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a]),
  // Byte order marks of what PowerShell's `>` and spreadsheets write.
  'utf-16le': Buffer.from([0xff, 0xfe]),
  'utf-16be': Buffer.from([0xfe, 0xff]),
} as const

const longestMagic = 5

/** Size in bytes of a plain file; undefined for a pipe or a device. @throws Error when it is not there or a folder */
export function sizeOf(file: string): number | undefined {
  if (file === '-') return undefined
  const stat = statSync(file)
  if (stat.isDirectory()) throw new Error('is a folder')
  return stat.isFile() ? stat.size : undefined
}

/**
 * The bytes of a file, or of standard input for `-`, unpacked when they are gzip or zstd, whatever the name says, and in UTF-8 when they are UTF-16.
 * A file that grows is read up to the size it has now.
 *
 * @param onRead - called with the number of bytes read from the file itself
 * @throws Error when it cannot be read or its packed form is damaged or cut off
 */
export async function* readContent(file: string, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  const raw = count(file === '-' ? process.stdin : openFile(file), onRead)
  const start = await readStart(raw)
  const kind = kindOf(start)
  const all = prepend(start, raw)
  if (kind === undefined) return yield* all
  if (kind === 'bzip2' || kind === 'xz') throw new Error(`is packed with ${kind}: unpack it and give it by standard input, like ${kind} -dc FILE | … import -`)
  if (kind === 'utf-16le' || kind === 'utf-16be') return yield* toUtf8(all, kind)
  yield* unpack(all, kind)
}

function openFile(file: string): Readable {
  const size = sizeOf(file)
  if (size === 0) return Readable.from([])
  return createReadStream(file, { highWaterMark: chunkSize, ...size !== undefined && { end: size - 1 } })
}

async function* count(source: AsyncIterable<unknown>, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    if (!Buffer.isBuffer(chunk)) continue
    onRead(chunk.length)
    yield chunk
  }
}

/** A pipe may give single bytes. */
async function readStart(source: AsyncIterator<Buffer>): Promise<Buffer> {
  let start: Buffer = Buffer.alloc(0)
  while (start.length < longestMagic) {
    const next = await source.next()
    if (next.done) break
    start = start.length === 0 ? next.value : Buffer.concat([start, next.value])
  }
  return start
}

async function* prepend(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first
  yield* rest
}

function kindOf(start: Buffer): keyof typeof magics | undefined {
  const kinds = ['gzip', 'zstd', 'bzip2', 'xz', 'utf-16le', 'utf-16be'] as const
  return kinds.find(kind => start.subarray(0, magics[kind].length).equals(magics[kind]))
}

async function* toUtf8(source: AsyncIterable<Buffer>, encoding: 'utf-16le' | 'utf-16be'): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of source) yield Buffer.from(decoder.decode(chunk, { stream: true }))
}

async function* unpack(source: AsyncIterable<Buffer>, kind: 'gzip' | 'zstd'): AsyncGenerator<Buffer> {
  const unpacker = kind === 'gzip' ? createGunzip({ chunkSize }) : createZstdDecompress({ chunkSize })
  const fed = pipeline(Readable.from(source, { objectMode: false }), unpacker)
  // The same error ends the loop below.
  fed.catch(() => {})
  try {
    for await (const chunk of unpacker) {
      if (Buffer.isBuffer(chunk)) yield chunk
    }
    await fed
  }
  catch (error) {
    throw new Error(`is damaged or cut off (${kind}: ${error instanceof Error ? error.message : 'unknown fault'})`, { cause: error })
  }
}

/** Where a long reading has got to, on standard error: a bar on a terminal, now and then a line elsewhere. */
export interface Progress {
  /** @param bytes - read since the last call; @param lines - read so far of the present file */
  bytes(bytes: number): void
  lines(lines: number): void
  /** Takes the bar away, for a message or the result. */
  clear(): void
}

interface ProgressOptions {
  /** Bytes to read in all; undefined when nobody knows. */
  readonly total: number | undefined
  readonly isTerminal: boolean
  readonly write: (text: string) => void
  /** Milliseconds. */
  readonly now?: () => number
}

const pauseOnTerminal = 100
const pauseElsewhere = 5000
const barWidth = 24

/** ANSI: to the beginning of the line, which is then emptied. */
const emptyLine = '\r\u001B[K'

export function createProgress({ total, isTerminal, write, now = () => performance.now() }: ProgressOptions): Progress {
  const start = now()
  const pause = isTerminal ? pauseOnTerminal : pauseElsewhere
  let shown = start
  let isOnScreen = false
  let bytesRead = 0
  let linesBefore = 0
  let linesOfFile = 0

  function show(time: number) {
    const seconds = (time - start) / 1000
    const text = describe({ bytesRead, total, lines: linesBefore + linesOfFile, seconds, withBar: isTerminal })
    write(isTerminal ? emptyLine + text : `${text}\n`)
    isOnScreen = isTerminal
    shown = time
  }

  return {
    bytes: (bytes) => {
      bytesRead += bytes
    },
    lines: (lines) => {
      if (lines < linesOfFile) linesBefore += linesOfFile
      linesOfFile = lines
      const time = now()
      if (time - shown >= pause) show(time)
    },
    clear: () => {
      if (isOnScreen) write(emptyLine)
      isOnScreen = false
    },
  }
}

interface State {
  readonly bytesRead: number
  readonly total: number | undefined
  readonly lines: number
  readonly seconds: number
  readonly withBar: boolean
}

function describe({ bytesRead, total, lines, seconds, withBar }: State): string {
  const rate = `${grouped(lines)} lines, ${grouped(seconds > 0 ? lines / seconds : 0)} a second`
  if (total === undefined || total === 0) return rate
  const part = Math.min(1, bytesRead / total)
  const left = part > 0 ? `, ${duration(seconds / part - seconds)} left` : ''
  const bar = withBar ? `[${'#'.repeat(Math.round(part * barWidth)).padEnd(barWidth)}] ` : ''
  return `${bar}${String(Math.floor(part * 100)).padStart(3)} %, ${rate}${left}`
}

function grouped(number: number): string {
  return Math.round(number).toLocaleString('en-GB')
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
