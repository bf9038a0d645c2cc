import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** A key of a test, which signs as `minisign -S` does; `publicKey` is the line that `minisign -G` prints. */
export type KeyPair = { publicKey: string, sign: (file: Buffer, trustedComment: string) => string }

export function makeKeyPair(): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const open = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  const id = randomBytes(8)
  return {
    publicKey: Buffer.concat([Buffer.from('Ed'), id, open]).toString('base64'),
    sign: (file, trustedComment) => {
      const signature = sign(null, createHash('blake2b512').update(file).digest(), privateKey)
      const global = sign(null, Buffer.concat([signature, Buffer.from(trustedComment)]), privateKey)
      const line = Buffer.concat([Buffer.from('ED'), id, signature]).toString('base64')
      return `untrusted comment: signature of a test\n${line}\ntrusted comment: ${trustedComment}\n${global.toString('base64')}\n`
    },
  }
}
