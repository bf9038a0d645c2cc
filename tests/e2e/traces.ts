import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { isIPv4 } from 'node:net'
import { join } from 'node:path'

/** Where something may have been left, by name; bytes as so many characters (latin1). */
export type Places = Record<string, string>

/**
 * Looks for marks in every form in which somebody might keep them: as they are, in any case, as base64, as hex, hashed by what is common;
 * of an IPv4 address also its four bytes.
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
  const hashes = ['md5', 'sha1', 'sha256', 'sha512'].flatMap((name): [string, string][] => {
    const digest = createHash(name).update(mark).digest()
    return [[name, digest.toString('hex')], [`${name} in base64`, digest.toString('base64')], [`${name} in bytes`, digest.toString('latin1')]]
  })
  return [
    ['as it is', mark],
    ...[0, 1, 2].map((shift): [string, string] => ['base64', base64Within(mark, shift)]),
    ['hex', Buffer.from(mark).toString('hex')],
    ...hashes,
    ...isIPv4(mark) ? [['four bytes', Buffer.from(mark.split('.').map(Number)).toString('latin1')] satisfies [string, string]] : [],
  ]
}

/** What does not depend on the neighbours when so many bytes, and some more after it, are encoded with it. */
function base64Within(mark: string, before: number): string {
  return Buffer.from('x'.repeat(before) + mark).toString('base64').replace(/=+$/, '').slice(before && before + 1, -1)
}

/** Every file of a folder and of those in it, by path. */
export function contentsOf(folder: string): Places {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
  return Object.fromEntries(files.map(({ parentPath, name }) => [join(parentPath, name), readFileSync(join(parentPath, name), 'latin1')]))
}
