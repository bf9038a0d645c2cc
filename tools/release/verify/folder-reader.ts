import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { listFiles } from '../folder.ts'
import type { CopyReader } from './copy-reader.ts'
import { unpack } from './unpack.ts'

const compressions = { '.br': 'br', '.gz': 'gzip' } as const

/** Reads a copy that lies on a disk. */
export function folderReader(folder: string): CopyReader {
  return {
    name: folder,
    hasFolders: false,
    read: async (file, most) => {
      const path = join(folder, file)
      const forms = new Map<string, Buffer>()
      if (isFile(path)) forms.set('', readFileSync(path))
      for (const [suffix, compression] of Object.entries(compressions)) {
        // Nothing in place of what cannot be unpacked: it differs all the same.
        if (isFile(path + suffix)) forms.set(suffix, await unpack(readFileSync(path + suffix), compression, most) ?? Buffer.alloc(0))
      }
      return { forms }
    },
    list: () => listFiles(folder),
  }
}

/** Reading a pipe would not end. */
function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile()
}
