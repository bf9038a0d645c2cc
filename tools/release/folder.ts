import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { manifestFile } from './manifest.ts'
import type { Files } from './static-copy.ts'

/**
 * Places of all files below a folder, with `/`, sorted. Also hidden ones, which `globSync` leaves out: `.well-known`, and what somebody may
 * have added, such as `.htaccess`.
 */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => !entry.isDirectory())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/')).sort()
}

export function readFiles(folder: string): Map<string, Buffer> {
  return new Map(listFiles(folder).map(file => [file, readFileSync(join(folder, file))]))
}

/**
 * Puts files into a folder, in place of everything that was there.
 *
 * @throws Error when the folder holds something that is no release, so that a mistyped name deletes nothing
 */
export function replaceFolder(folder: string, files: Files): void {
  if (existsSync(folder) && readdirSync(folder).length > 0 && !existsSync(join(folder, manifestFile))) {
    throw new Error(`${folder} holds something that is no release: name an empty or new folder`)
  }
  rmSync(folder, { recursive: true, force: true })
  writeFiles(folder, files)
}

export function writeFiles(folder: string, files: Files): void {
  for (const [file, content] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), content)
  }
}
