import { createHash, sign, verify } from 'node:crypto'
import { decodeLine, keyName, prehashed, trustedPrefix, untrustedPrefix } from './format.ts'
import type { PublicKey } from './public-key.ts'
import type { SecretKey } from './secret-key.ts'

/** A signature file, read but not verified. `keyName` says whose it claims to be. */
export type Signature = { id: Buffer, keyName: string, signature: Buffer, trustedComment: string, global: Buffer }

/** Signs a file as `minisign -S` does. The same key, file and comments give the same bytes. @returns the signature file */
export function signFile(file: Buffer, secret: SecretKey, comments: { untrusted: string, trusted: string }): string {
  const signature = sign(null, digestOf(file), secret.key)
  const global = sign(null, Buffer.concat([signature, Buffer.from(comments.trusted)]), secret.key)
  return [
    `${untrustedPrefix}${comments.untrusted}`,
    Buffer.concat([Buffer.from(prehashed), secret.id, signature]).toString('base64'),
    `${trustedPrefix}${comments.trusted}`,
    global.toString('base64'),
    '',
  ].join('\n')
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
    && verify(null, digestOf(file), key, signature)
    && verify(null, Buffer.concat([signature, Buffer.from(trustedComment)]), key, global)
}

function digestOf(file: Buffer): Buffer {
  return createHash('blake2b512').update(file).digest()
}
