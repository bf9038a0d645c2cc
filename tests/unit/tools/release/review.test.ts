import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Channel } from '../../../../shared/contacts.ts'
import { fileStart, finding } from '../../../../shared/content/finding.ts'
import type { ReleaseKeys } from '../../../../shared/content/schemas.ts'
import { readFiles, writeFiles } from '../../../../tools/kit/files.ts'
import { manifestFile } from '../../../../shared/published.ts'
import { findLastRelease, keepSigned } from '../../../../tools/release/folder.ts'
import { reviewRelease, type Review } from '../../../../tools/release/review.ts'
import { signaturePlace } from '../../../../tools/release/signatures.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'
import { fixtureContent, testKey, writeRelease, type TestKey } from './tiny-site.ts'

function keysOf(signers: readonly TestKey[]): ReleaseKeys {
  return { threshold: signers.length, keys: signers.map(({ open }) => ({ key: open.text, since: '2026-11-20' })) }
}

/** A project that holds releases, each in a folder. */
function createProject(releases: Record<string, string>): string {
  const root = tempFolder()
  for (const [folder, release] of Object.entries(releases)) writeFiles(join(root, folder), readFiles(release))
  return root
}

describe('the last release', () => {
  it('is the signed one, though an unsigned was made in its place since', async () => {
    const signers = [testKey(), testKey()]
    const root = createProject({ release: writeRelease(signers, { number: 3 }) })
    const keys = keysOf(signers)
    keepSigned(root, join(root, 'release'), keys)
    rmSync(join(root, 'release'), { recursive: true })
    writeFiles(join(root, 'release'), readFiles(writeRelease(signers.slice(0, 1), { number: 4 })))
    keepSigned(root, join(root, 'release'), keys)
    expect(findLastRelease(root, keys)).toMatchObject({ signed: true, manifest: { number: 3 } })
    expect([...readFiles(join(root, '.data/last-release')).keys()]).toEqual([manifestFile, signaturePlace(0), signaturePlace(1)].toSorted())
  })

  it('is the newest signed one, an unsigned one where there is no other, and none where there is nothing', async () => {
    const signers = [testKey()]
    const both = createProject({ 'release': writeRelease(signers, { number: 5 }), '.data/last-release': writeRelease(signers, { number: 4 }) })
    expect(findLastRelease(both, keysOf(signers))?.manifest.number).toBe(5)
    expect(findLastRelease(createProject({ release: writeRelease([]) }), keysOf(signers))).toMatchObject({ signed: false, manifest: { number: 7 } })
    expect(findLastRelease(tempFolder(), keysOf(signers))).toBeUndefined()
  })

  it('is the one that was named, by its folder or its manifest', async () => {
    const signers = [testKey()]
    const named = writeRelease(signers, { number: 2 })
    const root = createProject({ release: writeRelease(signers, { number: 3 }) })
    for (const name of [named, join(named, manifestFile)]) expect(findLastRelease(root, keysOf(signers), name)?.manifest.number).toBe(2)
  })

  it('that cannot be read is named', async () => {
    const root = tempFolder()
    mkdirSync(join(root, 'release/.well-known'), { recursive: true })
    writeFileSync(join(root, 'release', manifestFile), '{}')
    expect(() => findLastRelease(root, keysOf([]))).toThrow(`${join(root, 'release', manifestFile)}: the manifest is not of the known form`)
  })
})

describe('before a release is signed', () => {
  const later = { on: '2026-11-21', by: 'A tester' }
  /** A file of which there is one version, with nothing to compare. */
  const only = { text: '', on: '2026-11-20', by: 'A tester', isOldestKnown: false }
  const laterToo = { on: '2026-11-22', by: 'Another tester' }

  /** Reviews the fixture with another hotline against a release of 2026-11-20 that was signed. */
  async function review(change: Partial<Channel>, more: Partial<Parameters<typeof reviewRelease>[0]> = {}): Promise<Review> {
    const signers = [testKey()]
    const root = createProject({ release: writeRelease(signers) })
    const channels = fixtureContent().channels.map(channel => channel.key === 'hotline-1' ? { ...channel, ...change } : channel)
    return reviewRelease({ channels, number: 8, last: findLastRelease(root, keysOf(signers)), first: false, versionsOf: () => [only], findings: [], unconfirmed: false, ...more })
  }

  it('a changed channel needs two people who have confirmed it since, and that cannot be waived', async () => {
    const value = '+380441234576'
    const obstacle = expect.stringContaining('content/contacts/hotline-1.yml: the channel "hotline-1" is not as in release 7, and two people have not confirmed it since: ')
    expect((await review({})).obstacles).toEqual([])
    expect((await review({ value, confirmed: later, approved: laterToo })).obstacles).toEqual([])
    expect((await review({ value, confirmed: later, approved: null })).obstacles).toEqual([obstacle])
    expect((await review({ value, confirmed: null, approved: laterToo })).obstacles).toEqual([obstacle])
    expect((await review({ value, confirmed: later, approved: { on: '2026-11-22', by: 'a  TESTER' } })).obstacles, 'the same person').toEqual([obstacle])
    expect((await review({ value, confirmed: { on: '2026-11-19', by: 'A tester' }, approved: laterToo })).obstacles, 'confirmed before').toEqual([obstacle])
    expect((await review({ value, confirmed: later, approved: null }, { unconfirmed: true })).obstacles, 'cannot be waived').toEqual([obstacle])
  })

  it('the account behind a name is part of the channel', async () => {
    expect((await review({ account_id: '123456', confirmed: null })).obstacles).toHaveLength(1)
  })

  it('channels that nobody has confirmed lately stop it, unless that is wanted', async () => {
    const data = { key: 'bot', value: '@x', today: '2026-11-24' }
    const findings = [finding('release-unconfirmed', 'content/contacts/bot.yml', fileStart, data), finding('release-publisher', 'content/publisher.yml', fileStart)]
    const unconfirmed = 'content/contacts/bot.yml: the channel "bot" was never confirmed'
    const publisher = 'content/publisher.yml: nobody is named who publishes this copy'
    expect((await review({}, { findings })).obstacles).toEqual([unconfirmed, publisher])
    expect((await review({}, { findings, unconfirmed: true })).obstacles).toEqual([publisher])
  })

  it('what was there before must be at hand, but for the first', async () => {
    const without = { comparison: 'No earlier release is here to compare the contact channels with.' }
    const obstacle = 'there is no earlier release here to compare the contacts with: name the last one, --last FOLDER; if none was ever signed, say so: --first'
    expect(await review({}, { last: undefined })).toEqual({ ...without, obstacles: [obstacle] })
    expect(await review({}, { last: undefined, first: true })).toEqual({ ...without, obstacles: [] })
    expect(await review({}, { last: undefined, number: 1 })).toEqual({ ...without, obstacles: [] })
    expect((await review({}, { last: findLastRelease(createProject({ release: writeRelease([], { number: 8 }) }), keysOf([testKey()])) })).obstacles, 'made a moment ago').toEqual([obstacle])
    expect((await review({}, { first: true })).obstacles).toEqual(['release 7 is here and signed, so that this one is not the first: leave out --first'])
  })

  it('a channel of the first was not confirmed before it had its value', async () => {
    const first = { number: 1, last: undefined }
    const [before, now] = ['67', '76'].map(end => ({
      ...only,
      text: `kind: "phone"\nvalue: "+3804412345${end}"\nconfirmed: { on: "2026-11-21", by: "A tester" }\napproved: null\n`,
    }))
    const versionsOf = () => [now, before].filter(version => version !== undefined)
    const value = '+380441234576'
    expect((await review({ value, confirmed: later, approved: laterToo }, { ...first, versionsOf })).obstacles)
      .toContainEqual(expect.stringContaining('of the channel "hotline-1", confirmed or approved stood beside another value on 2026-11-20'))
    expect((await review({ value, confirmed: null, approved: null }, { ...first, versionsOf })).obstacles.join()).not.toContain('hotline-1')
  })

  it('each changed sign is shown', async () => {
    const data = { number: 7, state: { term: 'signed' }, key: 'hotline-1', lines: '\n    −: 67\n    +: 76\n       ^^' } as const
    const { comparison } = await review({}, { findings: [finding('release-changed', 'content/contacts/hotline-1.yml', fileStart, data)] })
    expect(comparison).toContain('CONTACT CHANNELS DIFFER from release 7 of 2026-11-20 (signed)')
    expect(comparison).toContain('−: 67\n    +: 76\n       ^^')
    expect((await review({})).comparison).toBe('Every contact channel is as in release 7 of 2026-11-20 (signed).')
  })
})
