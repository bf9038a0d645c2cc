import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { isIPv4 } from 'node:net'
import { join } from 'node:path'

/** Where something may have been left, by name; bytes as so many characters (latin1). */
export type Places = Record<string, string>

/**
 * Looks for marks in every form in which somebody might keep them: as they are, in any case, in two bytes a character, backwards, percent-encoded,
 * as base64, as hex, hashed by what is common; of an IPv4 address also its four bytes, of a host name also the form of the DNS and its hashes.
 *
 * @returns `place: mark, form` for each that was found
 */
export function findTraces(places: Places, marks: readonly string[]): string[] {
  const forms = marks.flatMap(mark => formsOf(mark).map(([form, text]) => ({ mark, form, text: text.toLowerCase() })))
  return Object.entries(places).flatMap(([place, content]) => {
    const folded = content.toLowerCase()
    return forms.filter(({ text }) => folded.includes(text)).map(({ mark, form }) => `${place}: ${mark}, ${form}`)
  })
}

function formsOf(mark: string): [form: string, text: string][] {
  const bytes = Buffer.from(mark)
  const wide = Buffer.from(mark, 'utf16le')
  return [
    ['as it is', bytes.toString('latin1')],
    ['UTF-16LE', wide.toString('latin1')],
    ['UTF-16BE', Buffer.from(wide).swap16().toString('latin1')],
    ['backwards', [...mark].reverse().join('')],
    ['percent-encoded', bytes.toString('hex').replace(/../g, '%$&')],
    ...encodings('', bytes),
    ...encodings(' of UTF-16LE', wide),
    ...hashes('', bytes),
    ...isIPv4(mark) ? [['four bytes', Buffer.from(mark.split('.').map(Number)).toString('latin1')] satisfies [string, string]] : [],
    ...isHostName(mark) ? hostForms(mark.toLowerCase()) : [],
  ]
}

function isHostName(mark: string): boolean {
  return /^[a-z\d-]+(?:\.[a-z\d-]+)*\.[a-z]{2,}$/i.test(mark)
}

/** As questions of the DNS have it, each part after its length (RFC 1035, 3.1): so Chromium hashes it for HSTS. And the parts in reverse, as Firefox sorts them. */
function hostForms(host: string): [form: string, text: string][] {
  const parts = host.split('.')
  const wire = Buffer.from([...parts, ''].map(part => String.fromCharCode(part.length) + part).join(''), 'latin1')
  return [
    ['DNS name', wire.toString('latin1')],
    ['parts in reverse', parts.toReversed().join('.')],
    ...encodings(' of the DNS name', wire),
    ...hashes(' of the DNS name', wire),
  ]
}

function encodings(what: string, bytes: Buffer): [form: string, text: string][] {
  return [...[0, 1, 2].map((shift): [string, string] => [`base64${what}`, base64Within(bytes, shift)]), [`hex${what}`, bytes.toString('hex')]]
}

function hashes(what: string, bytes: Buffer): [form: string, text: string][] {
  return ['md5', 'sha1', 'sha256', 'sha512'].flatMap((name) => {
    const digest = createHash(name).update(bytes).digest()
    return [[`${name}${what}`, digest.toString('hex')], [`${name}${what} in base64`, digest.toString('base64')], [`${name}${what} in bytes`, digest.toString('latin1')]]
  })
}

/** What does not depend on the neighbours when so many bytes, and some more after it, are encoded with it. */
function base64Within(mark: Buffer, before: number): string {
  return Buffer.concat([Buffer.alloc(before), mark]).toString('base64').replace(/=+$/, '').slice(before && before + 1, -1)
}

/** Every file of a folder and of those in it, by path; what Firefox has compressed also as it was. */
export function contentsOf(folder: string): Places {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return Object.fromEntries(files.flatMap(({ parentPath, name }) => {
    const path = join(parentPath, name)
    const bytes = readFileSync(path)
    const isCompressed = bytes.subarray(0, lz4Magic.length).equals(lz4Magic)
    return [[path, bytes.toString('latin1')], ...isCompressed ? [[`${path}, unpacked`, unpackLz4(bytes.subarray(lz4Magic.length + 4)).toString('latin1')]] : []]
  }))
}

/** With which Firefox begins what it compresses, such as its sessions; the length follows. */
const lz4Magic = Buffer.from('mozLz40\0')

/** https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md */
export function unpackLz4(packed: Buffer): Buffer {
  const unpacked: number[] = []
  let at = 0
  const next = () => packed[at++] ?? 0
  /** A length that does not fit into its four bits goes on in the bytes that follow. */
  const lengthFrom = (bits: number) => {
    let length = bits
    for (let more = bits === 15 ? 255 : 0; more === 255; length += more) more = next()
    return length
  }
  while (at < packed.length) {
    const token = next()
    for (let left = lengthFrom(token >> 4); left > 0; left--) unpacked.push(next())
    // The last sequence has literals only.
    if (at >= packed.length) break
    const offset = next() + next() * 256
    for (let left = lengthFrom(token & 15) + 4; left > 0; left--) unpacked.push(unpacked[unpacked.length - offset] ?? 0)
  }
  return Buffer.from(unpacked)
}
