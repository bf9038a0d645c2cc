import { displayOf, type Channel } from '../../shared/contacts.ts'
import { fileStart, finding, isError, type Finding } from '../../shared/content/finding.ts'
import { describe } from '../../shared/tool-words.ts'
import type { Value } from '../../shared/tool-words.ts'
import type { Content } from '../../shared/content/read.ts'
import { oneLine, UsageError } from '../kit/command.ts'
import { sideBySide } from '../../shared/compare.ts'
import type { Version } from '../kit/git.ts'
import { findLastRelease, type LastRelease } from './folder.ts'
import type { Manifest } from './manifest.ts'
import { doubtAbout, olderDeed } from './two-person-rule.ts'

/** What a release says of itself before it is made: how it differs from the last one, and why nobody may sign it yet. */
export type Review = { comparison: string, obstacles: string[] }

type Parts = {
  channels: readonly Channel[]
  number: number
  last: LastRelease | undefined
  /** Whether somebody has said that no release was ever signed. */
  first: boolean
  /** The committed versions of a contact file, newest first. */
  versionsOf: (file: string) => readonly Version[]
  /** What the release check has found. */
  findings: readonly Finding[]
  /** Whether channels may go out as what they are: not confirmed. */
  unconfirmed: boolean
}

/**
 * Compares the contact channels with those of the last release, and judges whether the new one may be signed. A channel that is new or has
 * changed needs two people who have confirmed just that value; that cannot be waived.
 */
export function reviewRelease({ channels, number, last, first, versionsOf, findings, unconfirmed }: Parts): Review {
  const changes = findings.filter(({ rule }) => rule === 'release-changed')
  // An unsigned one of this number was made a moment ago: to be as that one proves nothing.
  const earlier = last?.signed === false && last.manifest.number === number ? undefined : last
  const left = findings.filter(finding => isError(finding) && finding.rule !== 'translation-behind' && !(unconfirmed && /^release-(?:confirmation|approval)$/.test(finding.rule)))
  return {
    comparison: compare(changes.map(message), last),
    obstacles: [
      ...missing({ number, last: earlier, first }),
      ...channels.flatMap(channel => doubts(channel, earlier, versionsOf)),
      ...left.map(finding => `${finding.file}: ${message(finding)}`),
    ],
  }
}

function compare(changes: readonly string[], last: LastRelease | undefined): string {
  if (last === undefined) return 'No earlier release is here to compare the contact channels with.'
  const { manifest: { number, date }, signed } = last
  const name = `release ${number} of ${date} (${signed ? 'signed' : 'NOT signed: it proves nothing'})`
  if (changes.length === 0) return `Every contact channel is as in ${name}.`
  return [`CONTACT CHANNELS DIFFER from ${name}. Compare each sign with the official site, two people:`, ...changes.map(change => `- ${change}`)].join('\n')
}

/** Why the comparison with an earlier release does not stand: there is none though there should be, or there is one though there should not. */
function missing({ number, last, first }: Pick<Parts, 'number' | 'last' | 'first'>): string[] {
  if (first) return last?.signed ? [`release ${last.manifest.number} is here and signed, so that this one is not the first: leave out --first`] : []
  if (last !== undefined || number === 1) return []
  return ['there is no earlier release here to compare the contacts with: name the last one, --last FOLDER; if none was ever signed, say so: --first']
}

function doubts(channel: Channel, last: LastRelease | undefined, versionsOf: Parts['versionsOf']): string[] {
  const file = `content/contacts/${channel.key}.yml`
  if (last === undefined) {
    const doubt = channel.confirmed === null && channel.approved === null ? undefined : olderDeed(channel, versionsOf(file))
    return doubt === undefined ? [] : [`${file}: of the channel "${channel.key}", ${doubt}`]
  }
  const doubt = doubtAbout(channel, last.manifest, versionsOf(file))
  return doubt === undefined ? [] : [`${file}: the channel "${channel.key}" is not as in release ${last.manifest.number}, and ${doubt}`]
}

function message({ messageId, data }: Finding): string {
  return describe('en', messageId, data).message
}

type ReleaseName = { number: number, state: Value }

type Facts = Pick<Content, 'channels' | 'releaseKeys' | 'release'>

/**
 * Every channel whose value is another than in the last release, sign by sign. A changed digit is what a forger wants: it must be seen by
 * whoever makes the release.
 *
 * @param named a release, or its manifest; without it the last one at hand, if there is one
 * @throws Error when the manifest that was named cannot be read
 */
export function checkLastRelease(root: string, { channels, releaseKeys, release }: Facts, named: string | undefined): Finding[] {
  const last = findLastRelease(root, releaseKeys, named)
  if (last === undefined) return []
  const { manifest, signed } = last
  const name: ReleaseName = { number: manifest.number, state: { term: signed ? 'signed' : 'unsigned' } }
  return [
    ...release && release.number < manifest.number
      ? [finding('release-number', 'content/release.yml', fileStart, { ...name, own: release.number })]
      : [],
    ...channels.flatMap(({ account_id = null, ...channel }) => changed(channel.key, shown({ ...channel, account_id }), shownIn(manifest, channel.key), name)),
    ...manifest.channels.filter(({ key }) => !channels.some(channel => channel.key === key))
      .map(({ key }) => finding('release-gone', `content/contacts/${key}.yml`, fileStart, { ...name, key })),
  ]
}

/** @returns how the release shows the channel; undefined when it has none of that key */
function shownIn({ channels }: Manifest, key: string): string | undefined {
  const channel = channels.find(channel => channel.key === key)
  return channel && shown(channel)
}

/** As people read it, with the account behind a name, which a forger could change as well. */
function shown({ kind, value, account_id }: Pick<Manifest['channels'][number], 'kind' | 'value' | 'account_id'>): string {
  return `${displayOf({ kind, value }) ?? '–'}${account_id === null ? '' : ` (ID ${account_id})`}`
}

function changed(key: string, now: string, before: string | undefined, name: ReleaseName): Finding[] {
  if (before === now) return []
  const file = `content/contacts/${key}.yml`
  if (before === undefined) return [finding('release-new', file, fileStart, { ...name, key, value: now })]
  const lines = sideBySide(['−', before], ['+', now]).map(line => `\n    ${line}`).join('')
  return [finding('release-changed', file, fileStart, { ...name, key, lines })]
}

/**
 * Refuses a release while a page that bears on safety is behind in a language, unless somebody says why it cannot wait.
 *
 * @param findings what the release check has found
 * @param reason as it was typed after --behind; undefined when it was not
 * @returns the reason, for the manifest; undefined when no page is behind
 * @throws Error that names the pages; UsageError for a reason without need, which the manifest would carry as a fact
 */
export function reasonToRelease(findings: readonly Finding[], reason: string | undefined): string | undefined {
  const pages = findings.filter(({ rule }) => rule === 'translation-behind').map(({ file, data }) => `- ${file} is behind ${String(data.source)}`)
  if (reason === undefined && pages.length === 0) return undefined
  if (pages.length === 0) throw new UsageError('no page that bears on safety is behind in any language: leave out --behind')
  if (reason !== undefined) return oneLine(reason, '--behind', 'why the release cannot wait')
  throw new Error(`pages that bear on safety are behind:\n${pages.join('\n')}\nTranslate what npm run translations shows and confirm it, or say why the release cannot wait: --behind REASON`)
}
