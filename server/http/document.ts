import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { encodedHeaders, fixedHeaders, headersOf, onionLocation, type Described, type HeaderList } from './headers.ts'
import type { Encoding } from './negotiate.ts'

/** An answer that is ready to be sent: one body and one list of headers an encoding. */
export interface Document {
  status: number
  /** The locale of a page that counts as a visit when opened; undefined for everything else. */
  locale: string | undefined
  variants: Record<Encoding, Variant>
}

interface Variant {
  /**
   * The bytes as a string of as many characters (latin1). Node joins such a string with the head of the answer into one write;
   * a Buffer would be sent beside it by `writev`, which takes longer.
   */
  body: string
  headers: string[]
  /** The same where HTTPS is in front, but for what the configuration says of it. */
  secureHeaders: string[]
}

interface DocumentSource extends Described {
  /** What its type does not tell: for files. */
  headers?: HeaderList
  /** The same page as an onion service. */
  onionAddress?: string | undefined
  /** Compressed at build, where that is so; the rest is compressed here. */
  brotli?: Buffer | undefined
  gzip?: Buffer | undefined
}

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

/** What is worth compressing; pictures and PDF are compressed in themselves. */
const textual = /^(?:text\/|application\/(?:json|xml)\b)/

/** Makes an answer ready: compresses what is not compressed yet and writes out its headers, so that a request costs neither. */
export async function makeDocument(source: DocumentSource): Promise<Document> {
  const headers = source.headers ?? headersOf(source)
  const { status } = source
  const isPage = status === 200 && source.type.startsWith('text/html')
  const locale = isPage && source.counts !== false ? source.locale : undefined
  const secure = onionLocation(isPage ? source.onionAddress : undefined)
  if (!textual.test(source.type)) {
    const identity = variant(source.body, fixedHeaders(headers, source.body.length), secure)
    return { status, locale, variants: { identity, gzip: identity, br: identity } }
  }
  const [brotli, zipped] = await Promise.all([
    source.brotli ?? compressBrotli(source.body, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: source.body.length } }),
    source.gzip ?? compressGzip(source.body, { level: 9, memLevel: 9 }),
  ])
  return {
    status,
    locale,
    variants: {
      identity: variant(source.body, encodedHeaders(headers, 'identity', source.body.length), secure),
      gzip: variant(zipped, encodedHeaders(headers, 'gzip', zipped.length), secure),
      br: variant(brotli, encodedHeaders(headers, 'br', brotli.length), secure),
    },
  }
}

function variant(body: Buffer, headers: string[], secure: HeaderList): Variant {
  return { body: body.toString('latin1'), headers, secureHeaders: [...headers, ...secure] }
}
