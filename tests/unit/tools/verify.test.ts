// @module-tag more
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addDays, utcDay } from '../../../shared/day.ts'
import { validDays } from '../../../tools/release/manifest.ts'
import { tempFolder } from '../server/counter/temp-folder.ts'
import { closedAddress, runTool, sendFile, serve } from './release/serve.ts'
import { keysYaml, testKey, writeRelease, type TestKey } from './release/tiny-site.ts'

const today = utcDay()
const contactPage = 'ru/contact/index.html'

function edit(file: string, change: (text: string) => string) {
  const before = readFileSync(file, 'utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  writeFileSync(file, after)
}

function createSigned() {
  const signers = [testKey(), testKey()] as const
  const folder = writeRelease(signers, { date: today })
  return { signers, folder, path: (file: string) => join(folder, file) }
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
  it('finds nothing wrong in one as it was signed, and something in one that was changed', async () => {
    const { folder, signers, path } = createSigned()
    const place = kind === 'folder' ? folder : await addressOf(folder)
    const verify = (...args: string[]) => runTool('verify.ts', [place, '--keys', keysFile(signers), '--at-least', '7', ...args])
    const unseen = kind === 'folder' ? '' : ' Files that somebody has added cannot be seen from outside, nor can what the server shows to others.'
    expect(await verify()).toEqual({ status: 0, printed: `${place}: release 7 of ${today}, valid until ${addDays(today, validDays)}\nEverything is as it was signed.${unseen}\n` })

    edit(path('404.html'), text => `${text} `)
    const { status, printed } = await verify('--json')
    expect(JSON.parse(printed)).toMatchObject({ copy: place, number: 7, problems: ['404.html differs from what was signed'] })
    expect(status).toBe(1)
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
    const { path, folder, signers } = createSigned()
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
    const { folder, signers } = createSigned()
    const nowhere = join(tempFolder(), 'file')
    writeFileSync(nowhere, '')
    expect(await runTool('verify.ts', [folder, '--keys', keysFile(signers)], { XDG_STATE_HOME: nowhere })).toMatchObject({ status: 0, printed: expect.stringContaining('the number could not be kept') })

    const env = { XDG_STATE_HOME: tempFolder() }
    mkdirSync(join(env.XDG_STATE_HOME, 'i-want-to-live-guide'))
    writeFileSync(join(env.XDG_STATE_HOME, 'i-want-to-live-guide/last-verified.json'), '{"x":')
    expect(await runTool('verify.ts', [folder, '--keys', keysFile(signers)], env)).toMatchObject({ status: 1, printed: expect.stringContaining('holds no numbers of releases') })
  })
})
