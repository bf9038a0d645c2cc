import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress, createGunzip, createInflateRaw, createZstdDecompress } from 'node:zlib'
import { listFiles } from '../../kit/files.ts'

/**
 * What a copy gives out for a file.
 *
 * - `forms`: its contents by the name of the form, each uncompressed; none when it is not there. A file of a folder has the form `` and
 *   those of its compressed neighbours; an address that of programs, ``, and one for each browser that gets another content.
 * - `instead`: what was answered in its place, in plain words, if that was more than silence.
 * - `leads`: the addresses to which readers are sent on.
 * - `onions`: the addresses of onion services that Tor Browser is told to go to instead.
 * - `faults`: what is wrong with the answers besides, in words that go after the name of the file.
 */
export type Reading = { forms: Map<string, Buffer>, instead?: string | undefined, leads?: readonly string[], onions?: readonly string[], faults?: readonly string[] }

/**
 * A copy of the site that is looked at, be it a folder or an address.
 *
 * - `read`: a file, of which no more than one byte beyond `most` is read.
 * - `list`: all files, where that can be known.
 * - `traces`: what it leaves of readers everywhere, in whole sentences; known when all has been read.
 * - `name`: of an address, with a slash at the end.
 * - `hasFolders`: whether people ask it for a page by the name of its folder.
 */
export type CopyReader = {
  name: string
  hasFolders: boolean
  read: (file: string, most: number) => Promise<Reading>
  list: () => string[] | undefined
  traces: () => readonly string[]
}

const compressions = { '.br': 'br', '.gz': 'gzip' } as const

const linked = 'a symbolic link stands there, or above it, and what that leads to can be another file tomorrow'

/** Reads a copy that lies on a disk. */
export function folderReader(folder: string): CopyReader {
  /** Also one that leads nowhere, and below a folder that is one. */
  function isLink(file: string): boolean {
    const parts = file.split('/')
    const paths = parts.map((_part, index) => join(folder, ...parts.slice(0, index + 1)))
    return paths.some((path, index) => (index === 0 || isFolder(paths[index - 1] ?? '')) && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
  }

  return {
    name: folder,
    hasFolders: false,
    read: async (file, most) => {
      const path = join(folder, file)
      const forms = new Map<string, Buffer>()
      if (isFile(path) && !isLink(file)) forms.set('', readFileSync(path))
      for (const [suffix, compression] of Object.entries(compressions)) {
        // Nothing in place of what cannot be unpacked: it differs all the same.
        if (isFile(path + suffix) && !isLink(file + suffix)) forms.set(suffix, await unpack(readFileSync(path + suffix), compression, most) ?? Buffer.alloc(0))
      }
      return {
        forms,
        instead: isLink(file) ? linked : undefined,
        faults: Object.keys(compressions).filter(suffix => isLink(file + suffix)).map(suffix => `${suffix} is not looked at: ${linked}`),
      }
    },
    list: () => listFiles(folder),
    traces: () => [],
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}

/** Reading a pipe would not end. */
function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile()
}

/** Names of compressions as `Content-Encoding` has them. */
type Compression = 'gzip' | 'br' | 'zstd'

export function isCompression(name: string): name is Compression {
  return name === 'gzip' || name === 'br' || name === 'zstd'
}

/**
 * What a browser shows of a compressed file. It stops where the first compressed text ends, while zlib goes on to the next one: so there
 * must be one only, up to the last byte.
 *
 * @param most bytes that may be expected; of more only one byte is given out
 * @returns undefined for what cannot be unpacked, and where anything stands behind its end
 */
export async function unpack(packed: Buffer, compression: Compression, most: number): Promise<Buffer | undefined> {
  if (compression !== 'gzip') {
    const { content, taken } = await run(compression === 'br' ? createBrotliDecompress() : createZstdDecompress(), packed, most)
    return content && (content.length > most || taken === packed.length) ? content : undefined
  }
  const start = headerLength(packed)
  const bare = await run(createInflateRaw(), packed.subarray(start), most)
  if (!bare.content || bare.content.length > most) return bare.content
  if (start + bare.taken + trailerLength !== packed.length) return undefined
  // Once more with the checksum, which a bare text does not have.
  return (await run(createGunzip(), packed, most)).content
}

/** Checksum and length behind a compressed text, in bytes: https://www.rfc-editor.org/rfc/rfc1952#section-2.3 */
const trailerLength = 8

/** Bytes of what stands before the compressed text; a file may name where it comes from. */
function headerLength(packed: Buffer): number {
  const flags = packed[3] ?? 0
  let at = 10
  if (flags & 4) at += 2 + (packed[at] ?? 0) + 256 * (packed[at + 1] ?? 0)
  for (const text of [8, 16]) {
    if (flags & text) at = packed.indexOf(0, at) + 1 || packed.length
  }
  return flags & 2 ? at + 2 : at
}

type Unpacker = ReturnType<typeof createGunzip | typeof createBrotliDecompress | typeof createInflateRaw | typeof createZstdDecompress>

/** @returns the content, none where it cannot be unpacked, and how many bytes were taken for it */
async function run(unpacker: Unpacker, packed: Buffer, most: number): Promise<{ content: Buffer | undefined, taken: number }> {
  const parts: Buffer[] = []
  let size = 0
  try {
    await pipeline([packed], unpacker, async (content: AsyncIterable<Buffer>) => {
      for await (const part of content) {
        parts.push(part)
        size += part.length
        if (size > most) break
      }
    })
  }
  catch {
    if (size <= most) return { content: undefined, taken: 0 }
  }
  return { content: Buffer.concat(parts).subarray(0, most + 1), taken: unpacker.bytesWritten }
}
