import { createPublicKey, type KeyObject } from 'node:crypto'
import { decodeLine, keyAlgorithm, keyName, untrustedPrefix } from './format.ts'

/**
 * A public key.
 *
 * - `text`: its base64 line, as it is published and given to `minisign -P`.
 * - `id`: 8 bytes that signatures name it by; `name`: the same as people write it.
 */
export type PublicKey = { text: string, id: Buffer, name: string, key: KeyObject }

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
  return { text, id, name: keyName(id), key: publicKeyOf(bytes.subarray(10)) }
}

/** @param bytes 32 bytes (RFC 8032) */
function publicKeyOf(bytes: Buffer): KeyObject {
  return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') } })
}
