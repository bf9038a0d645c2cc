import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { findTraces, unpackLz4 } from '../../../e2e/traces.ts'

const host = 'guide.example'
const wire = '\x05guide\x07example\0'
const sha256 = (text: string) => createHash('sha256').update(text, 'latin1').digest()

describe('finds a host name', () => {
  it.each([
    ['as it is', 'https://GUIDE.example:443/'],
    ['UTF-16LE', Buffer.from(`<${host}>`, 'utf16le').toString('latin1')],
    ['UTF-16BE', Buffer.from(`<${host}>`, 'utf16le').swap16().toString('latin1')],
    ['backwards', 'elpmaxe.ediug'],
    ['parts in reverse', 'example.guide'],
    ['percent-encoded', '%67%75%69%64%65%2E%65%78%61%6D%70%6C%65'],
    ...['', 'x', 'xy'].map((before): [string, string] => ['base64', Buffer.from(`${before}${host}!!`).toString('base64')]),
    ['hex', Buffer.from(host).toString('hex')],
    ['base64 of UTF-16LE', Buffer.from(`${host}!`, 'utf16le').toString('base64')],
    ['DNS name', `\0\x01${wire}\0`],
    ['md5', createHash('md5').update(host).digest('hex')],
    ['sha256', sha256(host).toString('hex').toUpperCase()],
    ['sha256 in base64', sha256(host).toString('base64')],
    ['sha256 in bytes', `x${sha256(host).toString('latin1')}`],
    ['sha256 of the DNS name in base64', JSON.stringify({ host: sha256(wire).toString('base64') })],
  ])('%s', (form, content) => {
    expect(findTraces({ file: content }, [host])).toContain(`file: ${host}, ${form}`)
  })

  it('and nothing where there is only another', () => {
    expect(findTraces({ file: 'guides.example guid.example guide example' }, [host])).toEqual([])
  })
})

describe('unpacks LZ4', () => {
  it.each([
    ['literals', '\x50hello', 'hello'],
    ['a repetition that overlaps itself', '\x14a\x01\x00\x10b', 'aaaaaaaaab'],
    ['a length of more than four bits', `\xf0\x05${'x'.repeat(20)}`, 'x'.repeat(20)],
  ])('%s', (_what, packed, unpacked) => {
    expect(unpackLz4(Buffer.from(packed, 'latin1')).toString('latin1')).toBe(unpacked)
  })
})
