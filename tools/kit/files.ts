import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib'

/** Files by their place below a folder, with `/`. */
export type Files = ReadonlyMap<string, Buffer>

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

export function writeFiles(folder: string, files: Files): void {
  for (const [file, content] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), content)
  }
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
