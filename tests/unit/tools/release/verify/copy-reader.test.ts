import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { unpack } from '../../../../../tools/release/verify/copy-reader.ts'

const text = Buffer.from('abc'.repeat(50_000))
const most = text.length

/** As `gzip FILE` writes it: with the name of the file. */
function named(packed: Buffer): Buffer {
  return Buffer.concat([packed.subarray(0, 3), Buffer.of(8), packed.subarray(4, 10), Buffer.from('index.html\0'), packed.subarray(10)])
}

describe('unpack', () => {
  it.each([
    ['gzip', gzipSync(text)], ['gzip', named(gzipSync(text))], ['br', brotliCompressSync(text)],
  ] as const)('gives the text of %s', async (compression, packed) => expect((await unpack(packed, compression, most))?.equals(text)).toBe(true))

  it.each([
    ['another text behind it', 'gzip', Buffer.concat([gzipSync('a'), gzipSync('b')])],
    ['an empty text before it', 'gzip', Buffer.concat([gzipSync(''), gzipSync('b')])],
    ['zeros behind it', 'gzip', Buffer.concat([gzipSync('a'), Buffer.alloc(2)])],
    ['no end', 'gzip', gzipSync(text).subarray(0, -1)],
    ['nothing', 'gzip', Buffer.alloc(0)],
    ['another text behind it', 'br', Buffer.concat([brotliCompressSync('a'), brotliCompressSync('b')])],
    ['a byte behind it', 'br', Buffer.concat([brotliCompressSync('a'), Buffer.from('x')])],
    ['no end', 'br', brotliCompressSync(text).subarray(0, -1)],
  ] as const)('refuses %s (%s)', async (_name, compression, packed) => expect(await unpack(packed, compression, most)).toBeUndefined())

  it('gives one byte of what is larger than expected', async () => {
    expect(await unpack(gzipSync(text), 'gzip', 10)).toHaveLength(11)
    expect(await unpack(brotliCompressSync(text), 'br', 10)).toHaveLength(11)
  })
})
