import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { loadContent } from '../shared/content/read.ts'
import { utcDay } from '../shared/day.ts'
import { allowedContacts } from './check/publishable-contacts.ts'
import { manifestFile } from '../shared/published.ts'
import { readManifest, type Manifest } from './release/manifest.ts'
import type { PublicKey } from './kit/minisign.ts'
import { keysFile, publicKeys, readKeys } from './release/signatures.ts'
import { addressReader } from './release/verify/address-reader.ts'
import { folderReader } from './release/verify/copy-reader.ts'
import { printable, verifyCopy } from './release/verify/verify.ts'
import { runCommand, UsageError } from './kit/command.ts'

/** What is known when nothing is wrong, by what could be looked at. */
const outcomes = {
  all: 'Everything is as it was signed.',
  files: 'Everything is as it was signed. Files that somebody has added cannot be seen from outside, nor can what the server shows to others.',
  pages: 'The list is as it was signed, and the pages show no contact that it lacks. Their other words were not compared.',
} as const

/** By the line of a public key, the highest number of a release that this key has signed and that was found genuine here. Nothing else. */
const numbersByKey = z.record(z.string(), z.int().positive())

const root = join(import.meta.dirname, '..')

await runCommand({
  name: 'verify',
  about: 'Checks a copy of the site against its signed manifest.\n\n'
    + 'npm run verify -- FOLDER|URL [--at-least N | --last FILE|FOLDER] [--keys FILE] [--live] [--json]',
  options: {
    'at-least': { type: 'string', value: 'N', help: 'refuse a release with a lower number' },
    'last': { type: 'string', value: 'FILE|FOLDER', help: 'refuse a release older than this one' },
    'keys': { type: 'string', value: 'FILE', help: 'the known public keys (default release-keys.yml)' },
    'live': {
      type: 'boolean', default: false,
      help: ['the address is a running server: check its manifest, channels and where it leads (by content/', 'here), not its files'],
    },
    'json': { type: 'boolean', default: false, help: 'the result as JSON' },
  },
  ends: `Ends with 0 when everything is as signed, with 1 when it is not, with 2 if it was called wrongly. An address is asked for nothing but
its files and the folders of its pages, by a program and as browsers ask; with an index.html at its end, for files alone. Files that
somebody has added there cannot be seen from outside. The number of a release that is found genuine is kept, by key and without its
address, and an older one is named from then on: ${lastVerifiedFile()}`,
  positionals: true,
  async run({ 'at-least': least, last, keys: keysAt, live, json }, [place, ...rest]) {
    if (place === undefined || rest.length > 0) throw new UsageError('name one folder or address')
    if (least !== undefined && !/^[1-9]\d*$/.test(least)) throw new UsageError(`--at-least takes a number, not “${least}”`)

    const isAddress = /^https?:/i.test(place)
    if (isAddress && !URL.canParse(place)) throw new UsageError(`${place} is no address`)

    const known = readKeys(keysAt ?? join(root, keysFile))
    if (!isAddress && !existsSync(place)) throw new Error(`there is no folder ${place}; an address begins with https://`)
    const copy = isAddress ? addressReader(place) : folderReader(place)
    const atLeast = last === undefined ? Number(least ?? 1) : numberOf(last)
    const keys = publicKeys(known)
    const before = lastVerified(lastVerifiedFile(), keys)
    const { manifest, signers, problems } = await verifyCopy(copy, { keys, threshold: known.threshold, atLeast, live, links: live ? knownLinks() : undefined })
    if (manifest && manifest.number < before) problems.push(`this is release ${manifest.number}, an old one: release ${before} was found genuine on this machine (${lastVerifiedFile()})`)
    if (manifest && problems.length === 0) keep(signers, manifest.number)
    if (json) console.log(JSON.stringify({ copy: copy.name, number: manifest?.number ?? null, expires: manifest?.expires ?? null, behind: manifest?.behind ?? null, problems }, null, 2))
    else print(copy.name, manifest, problems, live ? 'pages' : isAddress ? 'files' : 'all')
    return problems.length === 0 ? 0 : 1
  },
})

/** Keeping the number is a service for the next time: where it cannot be kept, what was found stands. */
function keep(signers: readonly PublicKey[], number: number) {
  try {
    keepVerified(lastVerifiedFile(), signers, number)
  }
  catch (error) {
    console.error(`verify: the number could not be kept: ${error instanceof Error ? error.message : 'unknown fault'}`)
  }
}

function print(name: string, manifest: Manifest | undefined, problems: readonly string[], seen: keyof typeof outcomes) {
  console.log(manifest ? `${name}: release ${manifest.number} of ${manifest.date}, valid until ${manifest.expires}` : name)
  if (manifest?.behind !== undefined) console.log(`It was made although a page that bears on safety was behind in a language: ${printable(manifest.behind)}`)
  for (const problem of problems) console.log(`- ${printable(problem)}`)
  console.log(problems.length === 0 ? outcomes[seen] : `\nDo not trust this copy: ${problems.length} ${problems.length === 1 ? 'thing is' : 'things are'} wrong.`)
}

/** What the content here lets pages lead to: its sources and the like, and where the quick exit goes. */
function knownLinks(): ReadonlySet<string> {
  const content = loadContent(root)
  return allowedContacts(content, utcDay()).links.union(new Set(Object.values(content.leave ?? {})))
}

/** The number of a release that is at hand. */
function numberOf(path: string): number {
  return readManifest(readFileSync(statSync(path).isDirectory() ? join(path, manifestFile) : path)).number
}

/**
 * Where the numbers are kept: in the folder for the state of the user’s programs.
 * https://specifications.freedesktop.org/basedir-spec/latest/#variables
 */
function lastVerifiedFile(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const folder = process.platform === 'win32' ? env.LOCALAPPDATA : env.XDG_STATE_HOME
  return join(folder || join(homedir(), '.local/state'), 'i-want-to-live-guide/last-verified.json')
}

/**
 * The highest number that was found genuine on this machine under any of these keys. By key, not by the list: a list changes with every key.
 *
 * @returns 0 where there is none
 * @throws Error when the file cannot be understood: that nobody was warned of an old release must not pass unseen
 */
function lastVerified(file: string, keys: readonly PublicKey[]): number {
  const numbers = readNumbers(file)
  return Math.max(0, ...keys.map(({ text }) => numbers[text] ?? 0))
}

/** Keeps the number of a release that these keys have signed, unless a higher one is known. */
function keepVerified(file: string, keys: readonly PublicKey[], number: number): void {
  const numbers = readNumbers(file)
  const next = { ...numbers, ...Object.fromEntries(keys.map(({ text }) => [text, Math.max(number, numbers[text] ?? 0)])) }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const unfinished = `${file}.${process.pid}`
  writeFileSync(unfinished, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 })
  renameSync(unfinished, file)
}

function readNumbers(file: string): z.output<typeof numbersByKey> {
  if (!existsSync(file)) return {}
  try {
    return numbersByKey.parse(JSON.parse(readFileSync(file, 'utf8')))
  }
  catch (error) {
    throw new Error(`${file} holds no numbers of releases: mend it, or remove it and say --at-least yourself`, { cause: error })
  }
}
