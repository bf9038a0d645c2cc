import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { openers } from '../compress.ts'
import { listFiles } from '../folder.ts'
import type { CopyReader } from './copy-reader.ts'

/** Reads a copy that lies on a disk. */
export function folderReader(folder: string): CopyReader {
  return {
    name: folder,
    hasFolders: false,
    read: async (file, most) => {
      const path = join(folder, file)
      const forms = new Map<string, Buffer>()
      if (isFile(path)) forms.set('', readFileSync(path))
      for (const [suffix, open] of Object.entries(openers)) {
        if (isFile(path + suffix)) forms.set(suffix, tryOpen(() => open(readFileSync(path + suffix), { maxOutputLength: most + 1 })))
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

/** Nothing in place of what cannot be opened or is larger than anything that was signed: it differs all the same. */
function tryOpen(open: () => Buffer): Buffer {
  try {
    return open()
  }
  catch {
    return Buffer.alloc(0)
  }
}
