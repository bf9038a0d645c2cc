import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib'
import { manifestFile, type Files } from './manifest.ts'
import { isReleaseFile, type SignatureFile } from './signatures.ts'

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

/** A manifest and its signatures, by their places. */
export function releaseFiles(bytes: Buffer, signatures: readonly SignatureFile[]): Files {
  return new Map([[manifestFile, bytes], ...signatures.map(({ file, text }): [string, Buffer] => [file, Buffer.from(text)])])
}

/**
 * Puts a manifest and its signatures into a folder, in place of those of an earlier release, and leaves all else: a running server that
 * publishes them tells which release it is, and which channels belong to it.
 */
export function showManifest(folder: string, bytes: Buffer, signatures: readonly SignatureFile[]): void {
  const earlier = existsSync(folder) ? listFiles(folder).filter(isReleaseFile) : []
  for (const file of earlier) rmSync(join(folder, file))
  writeFiles(folder, releaseFiles(bytes, signatures))
}

/** What gains from compression; pictures are compressed already. */
const text = /\.(?:html|txt|json|xml|csv|svg)$/

/** What opens a compressed form, by its ending. */
export const openers = { '.br': brotliDecompressSync, '.gz': gunzipSync } as const

/**
 * The compressed forms of a file, for servers that send them as they are (`gzip_static` of nginx). The same bytes give the same forms.
 *
 * @returns places and contents, none for what is compressed already
 */
export function compressedForms(file: string, content: Buffer): [string, Buffer][] {
  if (!text.test(file)) return []
  return [
    [`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } })],
    [`${file}.gz`, gzipSync(content, { level: 9 })],
  ]
}
