import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isSignedBy, readPublicKey, readSignature } from '../../../../tools/kit/minisign.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'
import { makeKeyPair } from '../release/key-pair.ts'

const comment = 'number:7 expires:2026-12-20'
const content = Buffer.from('what is signed\n')

describe('signatures', () => {
  it('are valid for the file, the comment and the key, and for no other', () => {
    const { publicKey, sign } = makeKeyPair()
    const signature = readSignature(sign(content, comment))
    const key = readPublicKey(publicKey)
    expect(signature.trustedComment).toBe(comment)
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
  ])('with %s are refused', (_name, change) => {
    const text = makeKeyPair().sign(content, comment)
    expect(() => readSignature(change(text))).toThrow('signature of minisign')
  })
})

it('a key that is none is refused', () => expect(() => readPublicKey('RWabc')).toThrow('this is no public key of minisign'))

// Debian has it as `minisign`; where it is missing, nothing else can tell whether what it writes is read here.
it('what the real minisign signs is verified here', ({ skip }) => {
  skip(spawnSync('minisign', ['-v']).error !== undefined, 'minisign is not installed: apt-get install minisign')
  const folder = tempFolder()
  const minisign = (...args: string[]) => expect(spawnSync('minisign', args, { cwd: folder }).status).toBe(0)
  writeFileSync(join(folder, 'file'), content)
  minisign('-G', '-W', '-p', 'key.pub', '-s', 'key')
  minisign('-S', '-m', 'file', '-s', 'key', '-t', comment)
  const signature = readSignature(readFileSync(join(folder, 'file.minisig'), 'utf8'))
  expect(signature.trustedComment).toBe(comment)
  expect(isSignedBy(content, signature, readPublicKey(readFileSync(join(folder, 'key.pub'), 'utf8')))).toBe(true)
})
