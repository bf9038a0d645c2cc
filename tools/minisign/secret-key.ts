import { createPrivateKey, createPublicKey, scryptSync, type KeyObject } from 'node:crypto'
import { decodeLine, keyAlgorithm, keyName, untrustedPrefix } from './format.ts'
import { scryptParameters } from './scrypt-parameters.ts'

/** A secret key, ready to sign. `id` and `name` are those of its public key. */
export type SecretKey = { id: Buffer, name: string, key: KeyObject }

/** Where the parts of the file lie: algorithms (2 + 2 + 2), salt (32), two limits (8 + 8), then what the password covers. */
const salt = { from: 6, to: 38 } as const
const operationsAt = 38
const memoryAt = 46
const covered = { from: 54, to: 158 } as const

/** Of what is covered: the id (8), the seed (32), the public key (32), and a checksum (32). */
const idEnd = 8
const seedEnd = 40
const publicEnd = 72

/** What a PKCS #8 file of an Ed25519 key has before its 32 bytes: RFC 8410, section 7. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

/**
 * Reads the file of a secret key.
 *
 * @param password asked only when the key has one
 * @throws Error when it is no secret key, or the password is wrong
 */
export async function readSecretKey(file: string, password: () => string | Promise<string>): Promise<SecretKey> {
  const line = file.split('\n').map(line => line.trim()).find(line => line !== '' && !line.startsWith(untrustedPrefix)) ?? ''
  const bytes = decodeLine(line, covered.to, 'secret key of minisign')
  if (bytes.toString('latin1', 0, 2) !== keyAlgorithm) throw new Error('this is no secret key of minisign')
  const encrypted = bytes.toString('latin1', 2, 4) === 'Sc'
  const open = encrypted ? uncover(bytes, await password()) : bytes.subarray(covered.from, covered.to)
  const id = Buffer.from(open.subarray(0, idEnd))
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, open.subarray(idEnd, seedEnd)]), format: 'der', type: 'pkcs8' })
  // Node has no BLAKE2b of 32 bytes for the checksum. That the public half belongs to the seed proves the same.
  const expected = open.subarray(seedEnd, publicEnd).toString('base64url')
  if (createPublicKey(key).export({ format: 'jwk' }).x !== expected) throw new Error(encrypted ? 'the password is wrong' : 'this secret key is damaged')
  return { id, name: keyName(id), key }
}

function uncover(bytes: Buffer, password: string): Buffer {
  const parameters = scryptParameters(Number(bytes.readBigUInt64LE(operationsAt)), Number(bytes.readBigUInt64LE(memoryAt)))
  const stream = scryptSync(password, bytes.subarray(salt.from, salt.to), covered.to - covered.from, parameters)
  return Buffer.from(stream.map((byte, index) => byte ^ (bytes[covered.from + index] ?? 0)))
}
