/*
 * The files of minisign: https://jedisct1.github.io/minisign/#signature-format and the sections after it. Numbers are little-endian,
 * binary parts are base64, and every file begins with a line that nobody has signed.
 */

/** The signature algorithm of keys: Ed25519. */
export const keyAlgorithm = 'Ed'

/** The algorithm of signatures over the BLAKE2b-512 digest of a file; the only one that is written here, and by minisign since 0.8. */
export const prehashed = 'ED'

export const untrustedPrefix = 'untrusted comment: '

export const trustedPrefix = 'trusted comment: '

/**
 * The bytes of a base64 line.
 *
 * @throws Error when it is not base64 of exactly so many bytes; Node itself skips what it does not know
 */
export function decodeLine(line: string, length: number, what: string): Buffer {
  const bytes = Buffer.from(line, 'base64')
  if (bytes.length !== length || bytes.toString('base64') !== line) throw new Error(`this is no ${what}`)
  return bytes
}

/** How people write the identifier of a key: 16 hexadecimal digits, the last byte first. */
export function keyName(id: Buffer): string {
  return Buffer.from(id).reverse().toString('hex').toUpperCase()
}
