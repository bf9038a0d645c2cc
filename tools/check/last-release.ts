import { displayOf } from '../../shared/contacts.ts'
import { fileStart, finding, type Finding } from '../../shared/content/finding.ts'
import type { Value } from '../../shared/content/messages/messages.ts'
import type { Content } from '../../shared/content/read.ts'
import { findLastRelease } from '../release/last-release.ts'
import type { Manifest } from '../release/manifest.ts'
import { sideBySide } from '../kit/compare.ts'

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
