import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'

/*
 * Verifies what minisign has signed: https://jedisct1.github.io/minisign/#signature-format and the sections after it. Binary parts are
 * base64, and every file begins with a line that nobody has signed. Secret keys are read nowhere here: the real minisign signs.
 */

/** The signature algorithm of keys: Ed25519. */
const keyAlgorithm = 'Ed'

/** The algorithm of signatures over the BLAKE2b-512 digest of a file; minisign writes no other since 0.10. */
const prehashed = 'ED'

const untrustedPrefix = 'untrusted comment: '
const trustedPrefix = 'trusted comment: '

/**
 * A public key.
 *
 * - `text`: its base64 line, as it is published and given to `minisign -P`.
 * - `id`: 8 bytes that signatures name it by; `name`: the same as people write it.
 */
export type PublicKey = { text: string, id: Buffer, name: string, key: KeyObject }

/** A signature file, read but not verified. `keyName` says whose it claims to be. */
export type Signature = { id: Buffer, keyName: string, signature: Buffer, trustedComment: string, global: Buffer }

/**
 * Reads a public key: the line alone or the file that `minisign -G` writes.
 *
 * @throws Error when it is none
 */
export function readPublicKey(file: string): PublicKey {
  const text = file.split('\n').map(line => line.trim()).find(line => line !== '' && !line.startsWith(untrustedPrefix)) ?? ''
  const bytes = decodeLine(text, 42, 'public key of minisign')
  if (bytes.toString('latin1', 0, 2) !== keyAlgorithm) throw new Error('this is no public key of minisign')
  const id = bytes.subarray(2, 10)
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url', 10) } })
  return { text, id, name: keyName(id), key }
}

/** @throws Error when the text is no signature file, or one over a whole file (`Ed`), which minisign no longer writes */
export function readSignature(text: string): Signature {
  const [comment = '', line = '', trusted = '', global = '', ...rest] = text.split('\n').map(line => line.replace(/\r$/, ''))
  const what = 'signature of minisign'
  if (!comment.startsWith(untrustedPrefix) || !trusted.startsWith(trustedPrefix) || rest.join('') !== '') throw new Error(`this is no ${what}`)
  const bytes = decodeLine(line, 74, what)
  if (bytes.toString('latin1', 0, 2) !== prehashed) throw new Error(`this ${what} is not prehashed`)
  const id = bytes.subarray(2, 10)
  return { id, keyName: keyName(id), signature: bytes.subarray(10), trustedComment: trusted.slice(trustedPrefix.length), global: decodeLine(global, 64, what) }
}

/** Whether a key has signed exactly this file and exactly this trusted comment. */
export function isSignedBy(file: Buffer, { id, signature, trustedComment, global }: Signature, { id: keyId, key }: PublicKey): boolean {
  return id.equals(keyId)
    && verify(null, createHash('blake2b512').update(file).digest(), key, signature)
    && verify(null, Buffer.concat([signature, Buffer.from(trustedComment)]), key, global)
}

/**
 * The bytes of a base64 line.
 *
 * @throws Error when it is not base64 of exactly so many bytes; Node itself skips what it does not know
 */
function decodeLine(line: string, length: number, what: string): Buffer {
  const bytes = Buffer.from(line, 'base64')
  if (bytes.length !== length || bytes.toString('base64') !== line) throw new Error(`this is no ${what}`)
  return bytes
}

/** How people write the identifier of a key: 16 hexadecimal digits, the last byte first. */
function keyName(id: Buffer): string {
  return Buffer.from(id).reverse().toString('hex').toUpperCase()
}
