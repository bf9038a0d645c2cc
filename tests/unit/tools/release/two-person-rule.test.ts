import { describe, expect, it } from 'vitest'
import { readContent } from '../../../../shared/content/read.ts'
import { versionsOf } from '../../../../tools/kit/git.ts'
import { doubtAbout } from '../../../../tools/release/two-person-rule.ts'
import { createManifest } from '../../../../tools/release/manifest.ts'
import { cloneShallow, createRepository } from '../translations/repository.ts'
import { commit, fixtureContent, today } from './tiny-site.ts'

const file = 'content/contacts/hotline-1.yml'
const was = { value: '"+380441234567"', confirmed: '{ on: "2026-11-20", by: "A tester" }', approved: '{ on: "2026-11-20", by: "Another tester" }' }
const value = '"+380441234576"'
const confirmed = '{ on: "2026-11-22", by: "A tester" }'
const approved = '{ on: "2026-11-23", by: "Another tester" }'

const mend = 'two people compare it sign by sign with the official site, and each writes a new line (confirmed, approved): another day or another name than before'
const ofRelease = `confirmed or approved is that of release 7, which was for the other value: ${mend}`
const ofCommit = `confirmed or approved stood beside another value on 2026-11-22 (the commit of Renewer): ${mend}`

/** A project whose contacts went out as they are, with release 7 of the day on which they were confirmed. */
function createProject() {
  const { root, edit, commit } = createRepository()
  let now = was
  return { root, change }

  function change(to: Partial<typeof was>, author = { name: 'Renewer', on: '2026-11-22' }): string | undefined {
    const next = { ...now, ...to }
    for (const field of ['value', 'confirmed', 'approved'] as const) edit(file, `${field}: ${now[field]}`, `${field}: ${next[field]}`)
    now = next
    commit('change', author)
    return doubtIn(root)
  }
}

function doubtIn(root: string): string | undefined {
  const { channels } = fixtureContent()
  const manifest = createManifest({ release: { number: 7, date: '2026-11-20' }, commit, channels, mirrors: [], files: new Map() })
  const [channel] = readContent(root, { today }).channels.filter(({ key }) => key === 'hotline-1')
  if (channel === undefined) throw new Error(`${file} is wrong`)
  return doubtAbout(channel, manifest, versionsOf(root, file))
}

describe('a channel that has another value than in the last release', () => {
  it('is not proven by what confirmed the old one, on the very day of the release', () => {
    const { root, change } = createProject()
    expect(doubtIn(root)).toBeUndefined()
    expect(change({ value })).toBe(ofRelease)
    expect(change({ confirmed })).toBe(ofRelease)
    expect(change({ confirmed: was.approved, approved: confirmed }), 'changed places').toBe(ofRelease)
    expect(change({ confirmed: '{ on: "2026-11-20", by: "a  TESTER" }', approved }), 'written otherwise').toBe(ofRelease)
    expect(change({ confirmed })).toBeUndefined()
  })

  it('is not proven by two who were renewed before it was changed', () => {
    const { change } = createProject()
    expect(change({ confirmed, approved })).toBeUndefined()
    const later = { name: 'Changer', on: '2026-11-23' }
    expect(change({ value }, later)).toBe(ofCommit)
    expect(change({ confirmed: '{ on: "2026-11-24", by: "A tester" }' }, later), 'one of two').toBe(ofCommit)
    expect(change({ approved: '{ on: "2026-11-24", by: "Another tester" }' }, later)).toBeUndefined()
  })

  it('is proven by two who confirmed it in the same commit', () => {
    expect(createProject().change({ value, confirmed, approved })).toBeUndefined()
  })

  it('needs two, other people, not before that release', () => {
    const { change } = createProject()
    const missing = `two people have not confirmed it since: ${mend}`
    expect(change({ value, confirmed, approved: 'null' })).toBe(missing)
    expect(change({ approved: '{ on: "2026-11-23", by: "a  TESTER" }' })).toBe(missing)
    expect(change({ approved: '{ on: "2026-11-19", by: "Another tester" }' })).toBe(missing)
  })

  it('cannot be judged where its history is not at hand', () => {
    const { root, change } = createProject()
    change({ confirmed, approved })
    change({ value })
    expect(doubtIn(cloneShallow(root, 1))).toBe('the history of this file is cut off here, so that nobody can tell which value was confirmed: git fetch --unshallow')
    expect(doubtIn(cloneShallow(root, 2))).toBe(ofCommit)
    const channel = readContent(root, { today }).channels.find(({ key }) => key === 'hotline-1')
    if (channel === undefined) throw new Error(`${file} is wrong`)
    const manifest = createManifest({ release: { number: 7, date: '2026-11-20' }, commit, channels: [], mirrors: [], files: new Map() })
    expect(doubtAbout(channel, manifest, []), 'new, without git').toBe('git knows no version of this file, so that nobody can tell which value was confirmed: commit it')
    const unreadable = { text: 'of long ago, when it was no contact file', on: '2026-11-19', by: 'Beginner', isOldestKnown: false }
    expect(doubtAbout(channel, manifest, [unreadable]), 'a version that says nothing of a value').toBeUndefined()
    expect(doubtAbout(channel, manifest, [unreadable, { ...unreadable, isOldestKnown: true }]), 'cut off behind the newest').toContain('is cut off here')
  })

  it('is the same channel only with the same kind, value and account; the same deed only by the same person', () => {
    const channel = fixtureContent().channels.find(({ key }) => key === 'hotline-1')
    if (channel === undefined) throw new Error(`${file} is wrong`)
    const manifest = createManifest({ release: { number: 7, date: '2026-11-20' }, commit, channels: [channel], mirrors: [], files: new Map() })
    const history = [{ text: '', on: '2026-11-20', by: 'Beginner', isOldestKnown: false }]
    expect(doubtAbout(channel, manifest, history)).toBeUndefined()
    expect(doubtAbout({ ...channel, kind: 'whatsapp' }, manifest, history)).toBe(ofRelease)
    expect(doubtAbout({ ...channel, account_id: '1234567890' }, manifest, history)).toBe(ofRelease)
    const others = { confirmed: { on: '2026-11-20', by: 'Third tester' }, approved: { on: '2026-11-20', by: 'Fourth tester' } }
    expect(doubtAbout({ ...channel, value: '+380441234576', ...others }, manifest, history)).toBeUndefined()
  })
})
