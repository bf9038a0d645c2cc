// @module-tag more
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { addDays, utcDay } from '../../../shared/day.ts'
import { localeCodes } from '../../../shared/locales.ts'
import { manifestFile } from '../../../shared/published.ts'
import { validDays } from '../../../tools/release/manifest.ts'
import { signaturePlace } from '../../../tools/release/signatures.ts'
import { tempFolder } from '../server/counter/temp-folder.ts'
import { closedAddress, runTool, sendFile, serve } from './release/serve.ts'
import { keysYaml, testKey, writeRelease, type TestKey } from './release/tiny-site.ts'

const today = utcDay()
const contactPage = 'ru/contact/index.html'

/** The pages of the tiny site that show the channels, in each language. */
const contactPages = ['404.html', 'contact/index.html']

type Signed = { signers: readonly [TestKey, TestKey], path: (file: string) => string }

/** What somebody did to a release, what verify has to be told, and what it must say about a folder; about an address, if that differs. */
type Mutation = {
  name: string
  date?: string
  change?: (signed: Signed) => void
  args?: string[]
  known?: (signed: Signed, stranger: TestKey) => TestKey[]
  folder: (signed: Signed) => string[]
  address?: (signed: Signed) => string[]
}

const tooFew = 'too few signatures: 1 of the 2 that are needed'

const mutations: Mutation[] = [
  {
    name: 'a flipped byte in a page',
    change: ({ path }) => flipBit(path('fr/index.html'), 20),
    folder: () => ['fr/index.html differs from what was signed'],
  },
  {
    name: 'a flipped byte in a compressed page',
    change: ({ path }) => flipBit(path('fr/index.html.gz'), -5),
    folder: () => ['fr/index.html.gz differs from what was signed'],
    address: () => ['fr/index.html (as browsers get it) differs from what was signed'],
  },
  {
    name: 'a page of which browsers show only the beginning',
    change: ({ path }) => {
      const page = readFileSync(path(contactPage))
      writeFileSync(path(`${contactPage}.gz`), Buffer.concat([gzipSync(page.subarray(0, 200)), gzipSync(page.subarray(200))]))
    },
    folder: () => [`${contactPage}.gz differs from what was signed`],
    address: () => [`${contactPage} (as browsers get it) differs from what was signed`],
  },
  {
    name: 'a flipped byte in the manifest',
    change: ({ path }) => edit(path(manifestFile), text => text.replace(/("404\.html": \{\s+"sha256": ")(.)/, (_all, start: string, digit: string) => start + (digit === '0' ? '1' : '0'))),
    folder: () => [...unfit(), ...['', '.br', '.gz'].map(form => `404.html${form} differs from what was signed`)],
    address: () => [...unfit(), '404.html differs from what was signed'],
  },
  {
    name: 'a missing file',
    change: ({ path }) => ['', '.br', '.gz'].forEach(suffix => rmSync(path(`uk/index.html${suffix}`))),
    folder: () => ['uk/index.html is missing'],
    address: () => ['uk/index.html is missing: it answers 404'],
  },
  {
    name: 'added files',
    change: ({ path }) => {
      mkdirSync(path('.git'))
      for (const file of ['ru/app.apk', '.htaccess', '.well-known/other.json', '.git/config']) writeFileSync(path(file), 'x')
    },
    folder: () => ['.git/config', '.htaccess', '.well-known/other.json', 'ru/app.apk'].map(file => `${file} is not in the release: somebody has added it`),
    // Nobody can see from outside what lies there besides.
    address: () => [],
  },
  { name: 'an old number', args: ['--at-least', '8'], folder: () => ['this is release 7, an old one: release 8 is known'] },
  {
    name: 'an expired release',
    date: addDays(today, -validDays - 1),
    folder: () => [`the release expired on ${addDays(today, -1)}: ask for a newer one`],
  },
  { name: 'too few signatures', change: ({ path }) => rmSync(path(signaturePlace(1))), folder: () => [tooFew] },
  {
    name: 'the same key twice',
    change: ({ path }) => cpSync(path(signaturePlace(0)), path(signaturePlace(1))),
    folder: ({ signers: [{ open }] }) => [`${signaturePlace(1)} is another signature by the key ${open.name}: the same key counts once`, tooFew],
  },
  {
    name: 'an unknown key',
    known: ({ signers: [first] }, stranger) => [first, stranger],
    folder: ({ signers: [, { open }] }) => [`${signaturePlace(1)} is by the key ${open.name}, which is not among the known keys`, tooFew],
  },
  {
    name: 'a changed channel on a page',
    change: ({ path }) => ['', '.br', '.gz'].forEach((suffix) => {
      if (suffix !== '') rmSync(path(contactPage + suffix))
      else edit(path(contactPage), text => text.replaceAll('44 123 45 67', '44 123 45 68'))
    }),
    folder: () => [`${contactPage} differs from what was signed`, ...changedChannel()],
  },
  {
    name: 'a changed channel in the manifest',
    change: ({ path }) => edit(path(manifestFile), text => text.replace('+380441234567', '+380441234568')),
    folder: () => [
      ...unfit(),
      ...localeCodes.toSorted().flatMap(locale => contactPages.flatMap(page => ['+380 44 123 45 6', 'tel:+38044123456'].map(start => strange(`${locale}/${page}`, `${start}8`, `${start}7`)))),
      ...localeCodes.map(locale => `${locale}/contact/index.html does not show the channel hotline-1: +380 44 123 45 68`),
    ],
  },
]

function unfit(): string[] {
  return [
    ...[0, 1].map(index => `${signaturePlace(index)} does not fit the manifest: the manifest or the signature has been changed`),
    'too few signatures: 0 of the 2 that are needed',
  ]
}

/** A contact on a page with another last digit than in the manifest. */
function strange(file: string, manifest: string, page: string): string {
  const mark = `${' '.repeat('manifest: '.length + page.length - 1)}^`
  return [`${file} shows a contact that is not in the manifest: ${page}`, `manifest: ${manifest}`, `page:     ${page}`, mark].join('\n    ')
}

function changedChannel(): string[] {
  return [
    strange(contactPage, '+380 44 123 45 67', '+380 44 123 45 68'),
    `${contactPage} does not show the channel hotline-1: +380 44 123 45 67`,
  ]
}

/** @param at the place of the byte; from the end, if it is negative */
function flipBit(file: string, at: number) {
  const bytes = readFileSync(file)
  const index = (at + bytes.length) % bytes.length
  bytes[index] = (bytes[index] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

function edit(file: string, change: (text: string) => string) {
  const before = readFileSync(file, 'utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  writeFileSync(file, after)
}

async function createSigned(date = today): Promise<Signed & { folder: string }> {
  const signers = [testKey(), testKey()] as const
  const folder = writeRelease(signers, { date })
  return { signers, folder, path: file => join(folder, file) }
}

/** A file with the list of keys. */
function keysFile(keys: readonly TestKey[]): string {
  const file = join(tempFolder(), 'keys.yml')
  writeFileSync(file, keysYaml(keys))
  return file
}

async function addressOf(folder: string): Promise<string> {
  const { origin } = await serve((request, response) => sendFile(folder, (request.url ?? '').replace('/some/path/', ''), request, response))
  return `${origin}/some/path/`
}

describe.each(['folder', 'address'] as const)('npm run verify of a release, %s', (kind) => {
  it('finds nothing wrong in one as it was signed', async () => {
    const { folder, signers } = await createSigned()
    const place = kind === 'folder' ? folder : await addressOf(folder)
    const { status, printed } = await runTool('verify.ts', [place, '--keys', keysFile(signers), '--at-least', '7'])
    const unseen = kind === 'folder' ? '' : ' Files that somebody has added cannot be seen from outside, nor can what the server shows to others.'
    expect(printed).toBe(`${place}: release 7 of ${today}, valid until ${addDays(today, validDays)}\nEverything is as it was signed.${unseen}\n`)
    expect(status).toBe(0)
  })

  it.each(mutations)('$name', async ({ date, change, args = [], known, folder: ofFolder, address: ofAddress = ofFolder }) => {
    const signed = await createSigned(date)
    change?.(signed)
    const keys = keysFile(known?.(signed, testKey()) ?? signed.signers)
    const place = kind === 'folder' ? signed.folder : await addressOf(signed.folder)
    const { status, printed } = await runTool('verify.ts', [place, '--keys', keys, ...args, '--json'])
    const problems = (kind === 'folder' ? ofFolder : ofAddress)(signed)
    expect(JSON.parse(printed)).toMatchObject({ copy: place, problems })
    expect(status).toBe(problems.length === 0 ? 0 : 1)
  })
})

describe('npm run verify', () => {
  it.each([
    ['no place', [], 2, 'name one folder or address'],
    ['a number that is none', ['release', '--at-least', 'x'], 2, '--at-least takes a number'],
    ['an address that is none', ['https://['], 2, 'https://[ is no address'],
    ['a folder that is not there', ['example.org'], 1, 'there is no folder example.org; an address begins with https://'],
    ['a folder without a release', [import.meta.dirname], 1, 'Do not trust this copy: 1 thing is wrong.'],
  ])('with %s', async (_name, args, status, message) => {
    const ended = await runTool('verify.ts', args)
    expect(ended.printed).toContain(message)
    expect(ended.status).toBe(status)
  })

  it('says why an address is silent', async () => {
    const place = await closedAddress()
    const { status, printed } = await runTool('verify.ts', [place])
    expect(printed).toBe(`${place}\n- it refuses connections: nobody serves there\n\nDo not trust this copy: 1 thing is wrong.\n`)
    expect(status).toBe(1)
  })

  it('knows an address by its beginning, in capital letters, too', async () => {
    const place = (await closedAddress()).replace('http', 'HTTP')
    expect((await runTool('verify.ts', [`${place}some/path`])).printed).toContain(`${place.toLowerCase()}some/path/\n- it refuses connections`)
    expect(await runTool('verify.ts', ['https:///'])).toMatchObject({ status: 2 })
  })

  it('lets nothing on the terminal that a page has put there', async () => {
    const { path, folder, signers } = await createSigned()
    edit(path(contactPage), text => text.replace('tel:+380441234567', 'tel:+380441234568\u001B[2J\u202E'))
    const { printed } = await runTool('verify.ts', [folder, '--keys', keysFile(signers)])
    expect(printed).toContain('tel:+380441234568\uFFFD[2J\uFFFD')
    expect(printed).not.toMatch(/[^\P{C}\n]/u)
  })
})

describe('the last release that was found genuine on this machine', () => {
  it('is kept by its number alone, and an older one is named, also when a key has changed', async () => {
    const signers = [testKey(), testKey()] as const
    const env = { XDG_STATE_HOME: tempFolder() }
    const verify = (number: number, by: readonly TestKey[], known = by) => runTool('verify.ts', [writeRelease(by, { number, date: today }), '--keys', keysFile(known)], env)
    const kept = join(env.XDG_STATE_HOME, 'i-want-to-live-guide/last-verified.json')
    const old = `- this is release 7, an old one: release 8 was found genuine on this machine (${kept})`

    expect((await verify(8, signers)).status).toBe(0)
    expect(JSON.parse(readFileSync(kept, 'utf8'))).toEqual(Object.fromEntries(signers.map(({ open }) => [open.text, 8])))
    expect(await verify(7, signers)).toMatchObject({ status: 1, printed: expect.stringContaining(old) })
    expect(await verify(7, [signers[1], testKey()]), 'a new list').toMatchObject({ status: 1, printed: expect.stringContaining(old) })
    expect((await verify(7, [testKey(), testKey()])).status, 'other keys').toBe(0)
    expect((await verify(9, signers.slice(0, 1), signers)).status, 'too few signatures').toBe(1)
    expect((await verify(8, signers)).status).toBe(0)
  })

  it('stops no answer where it cannot be kept, and one where it cannot be read', async () => {
    const { folder, signers } = await createSigned()
    const nowhere = join(tempFolder(), 'file')
    writeFileSync(nowhere, '')
    expect(await runTool('verify.ts', [folder, '--keys', keysFile(signers)], { XDG_STATE_HOME: nowhere })).toMatchObject({ status: 0, printed: expect.stringContaining('the number could not be kept') })

    const env = { XDG_STATE_HOME: tempFolder() }
    mkdirSync(join(env.XDG_STATE_HOME, 'i-want-to-live-guide'))
    writeFileSync(join(env.XDG_STATE_HOME, 'i-want-to-live-guide/last-verified.json'), '{"x":')
    expect(await runTool('verify.ts', [folder, '--keys', keysFile(signers)], env)).toMatchObject({ status: 1, printed: expect.stringContaining('holds no numbers of releases') })
  })
})

// Debian has it as `minisign`; without it nothing tells whether others can check a release.
it('the real minisign refuses a release as soon as one byte of its manifest differs', async ({ skip }) => {
  skip(spawnSync('minisign', ['-v']).error !== undefined, 'minisign is not installed: apt-get install minisign')
  const { path, signers } = await createSigned()
  const judge = () => signers.map(({ open }, index) => spawnSync('minisign', ['-V', '-m', path(manifestFile), '-x', path(signaturePlace(index)), '-P', open.text]).status)
  expect(judge()).toEqual([0, 0])
  flipBit(path(manifestFile), 300)
  expect(judge()).toEqual([1, 1])
})
