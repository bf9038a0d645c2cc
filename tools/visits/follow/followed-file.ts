import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { createLineSplitter } from '../lines.ts'
import type { TakeLine } from './source.ts'

/** A log that is open: it is read on where reading stopped, under whatever name it has by now. */
export interface FollowedFile {
  readonly dev: number
  readonly ino: number
  /** Gives out the lines that have come. */
  drain(): void
  /** Milliseconds since 1970 when a line last came. */
  lastGrowth(): number
  /** Gives out an unfinished last line, and lets go. */
  close(): void
}

export interface FollowedFileOptions {
  readonly path: string
  /** Begin behind what is there, at the beginning of the last line that is not finished. */
  readonly atEnd: boolean
  readonly take: TakeLine
  /**
   * Finds the copy in which the file goes on that was emptied: it has `mark` just before `position`.
   *
   * @returns the path, or undefined when there is none
   */
  readonly findCopy: (mark: Buffer, position: number) => string | undefined
}

const chunkSize = 64 * 1024

/** How many bytes before the position are remembered, to know the file again. */
const markSize = 256

const newline = 10

/** @throws Error of the system when it cannot be opened */
export function followedFile({ path, atEnd, take, findCopy }: FollowedFileOptions): FollowedFile {
  const fd = openSync(path, 'r')
  const { dev, ino, size } = fstatSync(fd)
  const chunk = Buffer.alloc(chunkSize)
  const splitter = createLineSplitter(take)
  let position = atEnd ? startOfLastLine(fd, size) : 0
  let mark = readAt(fd, Math.max(0, position - markSize), position)
  let lastGrowth = Date.now()

  function readOn(from: number) {
    let read
    while ((read = readSync(from, chunk, 0, chunkSize, position)) > 0) {
      const bytes = chunk.subarray(0, read)
      splitter.push(bytes)
      position += read
      mark = Buffer.concat([mark, bytes.subarray(-markSize)]).subarray(-markSize)
      lastGrowth = Date.now()
    }
  }

  /** Emptied by `copytruncate`: what came after the last look is in the copy alone. */
  function startAgain() {
    const copy = findCopy(mark, position)
    if (copy !== undefined) {
      const copied = openSync(copy, 'r')
      readOn(copied)
      closeSync(copied)
    }
    splitter.end()
    position = 0
    mark = Buffer.alloc(0)
  }

  return {
    dev,
    ino,
    drain: () => {
      const { size: now } = fstatSync(fd)
      // The size alone does not tell when it has already grown beyond what it was.
      if (now < position || (now > position && !isMarked(fd, mark, position))) startAgain()
      readOn(fd)
    },
    lastGrowth: () => lastGrowth,
    close: () => {
      splitter.end()
      closeSync(fd)
    },
  }
}

/** Whether the file has these bytes just before this position. */
export function isMarked(fd: number, mark: Buffer, position: number): boolean {
  return readAt(fd, position - mark.length, position).equals(mark)
}

function readAt(fd: number, start: number, end: number): Buffer {
  const bytes = Buffer.alloc(end - start)
  return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, start))
}

function startOfLastLine(fd: number, size: number): number {
  const start = Math.max(0, size - chunkSize)
  const last = readAt(fd, start, size).lastIndexOf(newline)
  return last < 0 ? size : start + last + 1
}
