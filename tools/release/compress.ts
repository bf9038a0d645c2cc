import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib'

/** What gains from it; pictures and PDFs are compressed already. */
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
