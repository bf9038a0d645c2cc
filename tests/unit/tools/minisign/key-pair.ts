import { generateKeyPairSync, randomBytes, scryptSync } from 'node:crypto'
import { scryptParameters } from '../../../../tools/minisign/scrypt-parameters.ts'

/** Limits of a password that a test can wait for; those of minisign take a gigabyte and some seconds. */
const operations = 524_288
const memory = 16_777_216

/** A key pair as `minisign -G` writes it, with a password or without. The checksum, which we do not read, is left out. */
export function makeKeyPair(password?: string): { publicKey: string, secretFile: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const open = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
  const seed = Buffer.from(privateKey.export({ format: 'jwk' }).d ?? '', 'base64url')
  const id = randomBytes(8)
  const salt = randomBytes(32)
  const limits = Buffer.alloc(16)
  limits.writeBigUInt64LE(BigInt(operations), 0)
  limits.writeBigUInt64LE(BigInt(memory), 8)
  const plain = Buffer.concat([id, seed, open, Buffer.alloc(32)])
  const cover = password === undefined ? Buffer.alloc(plain.length) : scryptSync(password, salt, plain.length, scryptParameters(operations, memory))
  const head = Buffer.from(password === undefined ? 'Ed\0\0B2' : 'EdScB2', 'latin1')
  const secret = Buffer.concat([head, salt, limits, Buffer.from(plain.map((byte, index) => byte ^ (cover[index] ?? 0)))])
  return {
    publicKey: Buffer.concat([Buffer.from('Ed'), id, open]).toString('base64'),
    secretFile: `untrusted comment: minisign secret key\n${secret.toString('base64')}\n`,
  }
}
