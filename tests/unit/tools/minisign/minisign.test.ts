import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { readPublicKey } from '../../../../tools/minisign/public-key.ts'
import { scryptParameters } from '../../../../tools/minisign/scrypt-parameters.ts'
import { readSecretKey } from '../../../../tools/minisign/secret-key.ts'
import { isSignedBy, readSignature, signFile } from '../../../../tools/minisign/signature.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'
import { makeKeyPair } from './key-pair.ts'

const hasMinisign = spawnSync('minisign', ['-v']).error === undefined

const comments = { untrusted: 'signature of release 7', trusted: 'number:7 expires:2026-12-20' }
const content = Buffer.from('what is signed\n')

const noPassword = () => ''

function minisign(folder: string, args: string[], input = ''): { status: number | null, printed: string } {
  const { status, stdout, stderr } = spawnSync('minisign', args, { cwd: folder, input, encoding: 'utf8' })
  return { status, printed: stdout + stderr }
}

describe('signatures', () => {
  it('are valid for the file, the comment and the key, and for no other', async () => {
    const { publicKey, secretFile } = makeKeyPair()
    const text = signFile(content, await readSecretKey(secretFile, noPassword), comments)
    const signature = readSignature(text)
    const key = readPublicKey(publicKey)
    expect(signature.trustedComment).toBe(comments.trusted)
    expect(signature.keyName).toBe(key.name)
    expect(isSignedBy(content, signature, key)).toBe(true)
    expect(isSignedBy(Buffer.from('What is signed\n'), signature, key)).toBe(false)
    expect(isSignedBy(content, { ...signature, trustedComment: 'number:8 expires:2026-12-20' }, key)).toBe(false)
    expect(isSignedBy(content, signature, { ...key, id: Buffer.alloc(8) })).toBe(false)
    // The identifier alone proves nothing.
    expect(isSignedBy(content, signature, { ...readPublicKey(makeKeyPair().publicKey), id: key.id })).toBe(false)
  })

  it.each([
    ['no comment', (text: string) => text.replace('untrusted', 'trusted')],
    ['another algorithm', (text: string) => text.replace('\nRU', '\nRW')],
    ['a letter too few', (text: string) => text.replace(/.\n$/, '\n')],
    ['more lines', (text: string) => `${text}more\n`],
  ])('with %s are refused', async (_name, change) => {
    const text = signFile(content, await readSecretKey(makeKeyPair().secretFile, noPassword), comments)
    expect(() => readSignature(change(text))).toThrow('signature of minisign')
  })
})

describe('keys', () => {
  it('are refused when they are none', async () => {
    expect(() => readPublicKey('RWabc')).toThrow('this is no public key of minisign')
    await expect(readSecretKey(makeKeyPair().publicKey, noPassword)).rejects.toThrow('this is no secret key of minisign')
  })

  it('open with their password and with no other', async () => {
    const { publicKey, secretFile } = makeKeyPair('a password')
    expect((await readSecretKey(secretFile, () => 'a password')).name).toBe(readPublicKey(publicKey).name)
    await expect(readSecretKey(secretFile, () => 'another')).rejects.toThrow('the password is wrong')
  })

  it('are refused when the halves do not belong together', async () => {
    const bytes = Buffer.from(makeKeyPair().secretFile.split('\n')[1] ?? '', 'base64')
    bytes[70] = (bytes[70] ?? 0) ^ 1
    await expect(readSecretKey(bytes.toString('base64'), noPassword)).rejects.toThrow('this secret key is damaged')
  })

  it('with the limits of libsodium need its parameters of scrypt', () => {
    // OPSLIMIT and MEMLIMIT, interactive and sensitive: crypto_pwhash_scryptsalsa208sha256.h
    expect(scryptParameters(524_288, 16_777_216)).toMatchObject({ N: 2 ** 14, r: 8, p: 1 })
    expect(scryptParameters(33_554_432, 1_073_741_824)).toMatchObject({ N: 2 ** 20, r: 8, p: 1 })
  })
})

// Debian has it as `minisign`; where it is missing, nothing else can tell whether it would accept our files.
describe('the real minisign', () => {
  beforeEach(({ skip }) => skip(!hasMinisign, 'minisign is not installed: apt-get install minisign'))

  it('verifies ours, and makes the very same', async () => {
    const folder = tempFolder()
    minisign(folder, ['-G', '-W', '-p', 'key.pub', '-s', 'key'])
    writeFileSync(join(folder, 'file'), content)
    const secret = await readSecretKey(readFileSync(join(folder, 'key'), 'utf8'), noPassword)
    const ours = signFile(content, secret, comments)
    writeFileSync(join(folder, 'file.minisig'), ours)
    expect(minisign(folder, ['-V', '-m', 'file', '-p', 'key.pub'])).toMatchObject({ status: 0 })

    minisign(folder, ['-S', '-m', 'file', '-s', 'key', '-x', 'theirs', '-c', comments.untrusted, '-t', comments.trusted])
    const theirs = readFileSync(join(folder, 'theirs'), 'utf8')
    expect(ours).toBe(theirs)
    const key = readPublicKey(readFileSync(join(folder, 'key.pub'), 'utf8'))
    expect(isSignedBy(content, readSignature(theirs), key)).toBe(true)

    writeFileSync(join(folder, 'file'), 'What is signed\n')
    expect(minisign(folder, ['-V', '-m', 'file', '-p', 'key.pub']).status).not.toBe(0)
  })

  it('writes secret keys with a password that we read', { timeout: 120_000 }, async () => {
    const folder = tempFolder()
    minisign(folder, ['-G', '-p', 'key.pub', '-s', 'key'], 'a password\na password\n')
    const secret = await readSecretKey(readFileSync(join(folder, 'key'), 'utf8'), () => 'a password')
    expect(secret.name).toBe(readPublicKey(readFileSync(join(folder, 'key.pub'), 'utf8')).name)
  })
})
