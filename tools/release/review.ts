import type { Channel } from '../../shared/contacts.ts'
import { describe } from '../../shared/content/messages/describe.ts'
import { isError, type Finding } from '../../shared/content/finding.ts'
import type { Version } from '../kit/git.ts'
import { doubtAbout, olderDeed } from './two-person-rule.ts'
import type { LastRelease } from './last-release.ts'

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
