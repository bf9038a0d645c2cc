// @module-tag more
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inputsDigest } from '../../../tools/kit/build.ts'
import { readFiles, writeFiles } from '../../../tools/kit/files.ts'
import { manifestFile } from '../../../shared/published.ts'
import { readManifest } from '../../../tools/release/manifest.ts'
import { keysFile, signaturePlace, trustedComment } from '../../../tools/release/signatures.ts'
import { runTool } from './release/serve.ts'
import { fixtureContent, keysYaml, publishedSite, testKey, type TestKey } from './release/tiny-site.ts'
import { createRepository } from './translations/repository.ts'

const project = join(import.meta.dirname, '../../..')

/** A project with the tools and a build of its own, of which everything but the days of its contacts is ready to be released. */
function createProject(keys: readonly TestKey[], threshold = 2) {
  const { root, write, edit, commit } = createRepository()
  for (const name of ['tools', 'server', 'shared', 'locales/tools', 'package.json']) cpSync(join(project, name), join(root, name), { recursive: true })
  symlinkSync(join(project, 'node_modules'), join(root, 'node_modules'), 'junction')
  write('.gitignore', '/node_modules\n/.output/\n/.data/\n/release/\n*.minisig\n/release.key\n')
  edit('content/publisher.yml', 'name: null', 'name: { ru: "Мы", uk: "Ми", fr: "Nous", en: "We" }')
  change(1, keys)
  const path = (file: string) => join(root, file)
  const tool = (name: string, ...args: string[]) => runTool(path(`tools/${name}`), args)
  return { root, path, write, edit, commit, change, tool, release, sign, placesOf: () => [...readFiles(path('release/.well-known')).keys()] }

  /** The state of another release: its number and its keys, committed, and built as if it had been built. */
  function change(number: number, keys: readonly TestKey[]) {
    write('content/release.yml', `number: ${number}\ndate: "2026-11-20"\n`)
    write(keysFile, keysYaml(keys, threshold))
    commit(`release ${number}`)
    writeFiles(join(root, '.output/public'), publishedSite(fixtureContent()))
    writeFileSync(join(root, '.output/inputs.sha256'), inputsDigest(root))
  }

  function release(...args: string[]) {
    return tool('release.ts', '--out', path('release'), '--unconfirmed', ...args)
  }

  /** What a holder of a key does on another machine. @returns the option that hands it over */
  function sign(key: TestKey, comment?: string): string[] {
    const bytes = readFileSync(path(`release/${manifestFile}`))
    writeFileSync(path('by-hand.minisig'), key.sign(bytes, comment ?? trustedComment(readManifest(bytes))))
    return ['--add', path('by-hand.minisig')]
  }
}

describe('npm run release', { timeout: 120_000 }, () => {
  it('is signed by two elsewhere, whose signatures it takes in, and shows', async () => {
    const [first, second] = [testKey(), testKey()]
    const { path, release, sign, placesOf, tool } = createProject([first, second])
    const made = await release()
    expect(made).toMatchObject({ status: 0, printed: expect.stringContaining('Signatures: 0; needed: 2.') })
    expect(made.printed).toContain(`-t 'number:1 expires:2026-12-20'`)

    expect(await release(...sign(first))).toMatchObject({ status: 0, printed: 'Signatures of release 1: 1; needed: 2.\n' })
    expect((await tool('verify.ts', path('release'))).printed).toContain('too few signatures: 1 of the 2 that are needed')
    expect(await release(...sign(second))).toMatchObject({ status: 0, printed: 'Signatures of release 1: 2; needed: 2.\n' })
    expect((await tool('verify.ts', path('release'))).printed).not.toContain('signature')
    for (const index of [0, 1]) expect(readFileSync(path(join('.output/public', signaturePlace(index))))).toEqual(readFileSync(path(join('release', signaturePlace(index)))))

    // Made again from the same commit, it is the same, and its signatures still fit.
    expect((await release()).printed).toContain('Signatures: 2; needed: 2.')
    expect(placesOf()).toEqual(['release.json', 'release.json.2.minisig', 'release.json.minisig'])
  })

  it('takes in no signature that does not count', async () => {
    const [known, stranger] = [testKey(), testKey()]
    const { path, release, sign, placesOf } = createProject([known], 1)
    await release()
    expect(await release(...sign(stranger))).toMatchObject({ status: 1, printed: expect.stringContaining('which is not among the known keys') })
    expect(await release(...sign(known, 'number:2 expires:2026-12-20'))).toMatchObject({ status: 1, printed: expect.stringContaining('says “number:2 expires:2026-12-20”') })
    writeFileSync(path('by-hand.minisig'), known.sign(Buffer.from('another manifest'), 'number:1 expires:2026-12-20'))
    expect(await release('--add', path('by-hand.minisig'))).toMatchObject({ status: 1, printed: expect.stringContaining('does not fit the manifest') })
    expect(placesOf()).toEqual(['release.json'])

    await release(...sign(known))
    expect(await release(...sign(known))).toMatchObject({ status: 1, printed: expect.stringContaining('the same key counts once') })
    expect(placesOf()).toEqual(['release.json', 'release.json.minisig'])
  })

  it('takes in none while people have something to do, or from another commit', async () => {
    const key = testKey()
    const { path, release, sign, write, change, commit } = createProject([key], 1)
    change(2, [key])
    expect((await release()).printed).toMatch(/this is left to do by people:\n- there is no earlier release here to compare the contacts with: .*\n$/)
    expect(await release(...sign(key))).toMatchObject({ status: 1, printed: expect.stringContaining('nothing was added, for people have to do this first:\n- there is no earlier') })

    write('content/words/new.txt', 'x\n')
    expect(await release(...sign(key))).toMatchObject({ status: 1, printed: expect.stringContaining('there are changes that no commit has') })
    commit('more')
    expect(await release(...sign(key))).toMatchObject({ status: 1, printed: expect.stringContaining('was not made from the commit that is checked out here') })
    expect(existsSync(path(`release/${signaturePlace(0)}`))).toBe(false)
  })

  it('waits for a page that bears on safety, unless somebody says why it cannot: the manifest then says so, too', async () => {
    const key = testKey()
    const { path, release, sign, edit, change, tool } = createProject([key], 1)
    const reason = 'The French translator answers tomorrow'
    expect(await release('--behind', reason)).toMatchObject({ status: 2, printed: expect.stringContaining('leave out --behind') })

    edit('content/ru/steps.md', 'с рабочего', 'со служебного')
    change(1, [key])
    expect(await release()).toMatchObject({ status: 1, printed: expect.stringContaining('\n- content/fr/steps.md is behind content/ru/steps.md\n') })
    expect(existsSync(path('release'))).toBe(false)

    expect(await release('--behind', ' ')).toMatchObject({ status: 2, printed: expect.stringContaining('--behind is missing: why the release cannot wait') })
    expect(await release('--behind', reason)).toMatchObject({ status: 0 })
    expect(readManifest(readFileSync(path(`release/${manifestFile}`))).behind).toBe(reason)
    expect(await release(...sign(key))).toMatchObject({ status: 0, printed: 'Signatures of release 1: 1; needed: 1.\n' })
    const verified = await tool('verify.ts', path('release'))
    expect(verified.printed).toContain(`\nIt was made although a page that bears on safety was behind in a language: ${reason}\n`)
    expect(verified.printed).not.toContain('manifest is not')
  })

  it('says that a number is signed already, with other contents', async () => {
    const key = testKey()
    const { release, sign, write, change } = createProject([key], 1)
    await release()
    await release(...sign(key))
    write('content/words/new.txt', 'x\n')
    change(1, [key])
    expect((await release()).printed).toContain('- release 1 is signed already, with other contents: raise the number')
    expect(await release(...sign(key))).toMatchObject({ status: 1, printed: expect.stringContaining('signed already, with other contents') })
  })

  it('knows the last release by the keys of its own commit, when a key has changed', async () => {
    const [one, two, three] = [testKey(), testKey(), testKey()]
    const { release, sign, change } = createProject([one, two])
    const signBy = async (...keys: TestKey[]) => {
      for (const key of keys) expect(await release(...sign(key))).toMatchObject({ status: 0 })
    }
    await release()
    await signBy(one, two)

    change(2, [two, three])
    expect((await release()).printed).toContain('Every contact channel is as in release 1 of 2026-11-20 (signed).')
    expect(await release(...sign(one)), 'a key that is no longer listed').toMatchObject({ status: 1 })
    await signBy(two, three)

    change(3, [two, three])
    const third = await release()
    expect(third.printed).toContain('Every contact channel is as in release 2 of 2026-11-20 (signed).')
    expect(third.printed).not.toContain('--first')
    await signBy(three, two)
  })

  it.each([
    [['--first', '--last', 'x'], '--first says that there is no earlier release'],
    [['--sign', 'release.key'], 'Unknown option \'--sign\''],
  ])('refuses %j', async (args, message) => {
    expect(await runTool('release.ts', args)).toMatchObject({ status: 2, printed: expect.stringContaining(message) })
  })
})

// Debian has it as `minisign`; without it nothing tells whether the printed line signs.
it('the real minisign signs with the line that is printed', { timeout: 60_000 }, async ({ skip }) => {
  skip(spawnSync('minisign', ['-v']).error !== undefined, 'minisign is not installed: apt-get install minisign')
  const { root, path, change, release } = createProject([testKey()], 1)
  const run = (command: string) => expect(spawnSync('sh', ['-c', command], { cwd: root, encoding: 'utf8' })).toMatchObject({ status: 0 })
  run('minisign -G -W -p /dev/null -s release.key -f > key.txt')
  const text = /RW\S{54}/.exec(readFileSync(path('key.txt'), 'utf8'))?.[0] ?? ''
  change(1, [{ ...testKey(), open: { ...testKey().open, text } }])
  run(/^ {2}(minisign .*)$/m.exec((await release()).printed)?.[1] ?? 'false')
  expect(await release('--add', path('1.minisig'))).toMatchObject({ status: 0, printed: 'Signatures of release 1: 1; needed: 1.\n' })
})
