import { closeSync, openSync, readdirSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { followedFile, isMarked, type FollowedFile } from './followed-file.ts'
import type { LogSource, TakeLine } from './source.ts'

/** How often the file is looked at, in milliseconds. Asking costs some 20 µs, and works on every file system, unlike being told. */
const pause = 100

/** How long a file that was moved away is read on without a new line, in milliseconds: a server goes on writing into it until it is told. */
const patience = 60_000

export interface FollowFileOptions {
  readonly path: string
  /** Also count what is in the file when it is opened first. */
  readonly fromStart: boolean
  readonly take: TakeLine
}

/**
 * Reads the lines that are added to a file, by its name. When it is moved away and a new one takes its place, both are read until nothing
 * comes into the old one; when it is copied and emptied, what came last is looked for in the copy. A file that is not there is waited for.
 */
export function followFile({ path, fromStart, take }: FollowFileOptions): LogSource {
  const { promise: ended, resolve, reject } = Promise.withResolvers<undefined>()
  const retired: FollowedFile[] = []
  let current: FollowedFile | undefined

  function open(atEnd: boolean): FollowedFile {
    return followedFile({ path, atEnd, take, findCopy: (mark, position) => findCopy(path, mark, position) })
  }

  function look() {
    for (const file of retired) file.drain()
    current?.drain()
    const now = statSync(path, { throwIfNoEntry: false })
    if (now === undefined || (now.ino === current?.ino && now.dev === current.dev)) return
    if (current) retired.push(current)
    current = open(false)
    current.drain()
  }

  function letGoOfOld() {
    while (retired[0] && Date.now() - retired[0].lastGrowth() > patience) retired.shift()?.close()
  }

  const timer = setInterval(() => {
    try {
      look()
      letGoOfOld()
    }
    catch (error) {
      // Moved away again between two looks at it.
      if (isAbsent(error)) return
      clearInterval(timer)
      reject(error)
    }
  }, pause)

  if (statSync(path, { throwIfNoEntry: false })) current = open(!fromStart)
  return {
    name: path,
    ended,
    stop: async () => {
      clearInterval(timer)
      look()
      for (const file of retired) file.close()
      current?.close()
      resolve(undefined)
    },
  }
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** The file beside this one, with a name that begins the same, that has these bytes just before this position. */
function findCopy(path: string, mark: Buffer, position: number): string | undefined {
  if (mark.length === 0) return undefined
  const own = basename(path)
  return readdirSync(dirname(path))
    .filter(name => name.startsWith(own) && name !== own)
    .map(name => join(dirname(path), name))
    .find(file => continues(file, mark, position))
}

function continues(file: string, mark: Buffer, position: number): boolean {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (!stat?.isFile() || stat.size < position) return false
  const fd = openSync(file, 'r')
  try {
    return isMarked(fd, mark, position)
  }
  finally {
    closeSync(fd)
  }
}
