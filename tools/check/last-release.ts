import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { displayOf } from '../../shared/content/derive.ts'
import { finding, type Finding } from '../../shared/content/finding.ts'
import type { Value } from '../../shared/content/messages/messages.ts'
import { fileStart } from '../../shared/content/place.ts'
import type { Content } from '../../shared/content/read.ts'
import { manifestFile, readManifest, type Manifest } from '../release/manifest.ts'
import { sideBySide } from '../release/side-by-side.ts'
import { judgeSignatures, publicKeys, signaturePlace, trustedComment, type SignatureFile } from '../release/signatures.ts'

type ReleaseName = { number: number, state: Value }

type Facts = Pick<Content, 'channels' | 'releaseKeys' | 'release'>

/**
 * Every channel whose value is another than in the last release, sign by sign. A changed digit is what a forger wants: it must be seen by
 * whoever makes the release.
 *
 * @param last a release, or its manifest; without it the one in `release/`, if there is one
 * @throws Error when the manifest that was named cannot be read
 */
export function checkLastRelease(root: string, { channels, releaseKeys, release }: Facts, last: string | undefined): Finding[] {
  const file = manifestAt(last === undefined ? join(root, 'release') : resolve(last))
  if (last === undefined && !existsSync(file)) return []
  const bytes = readFileSync(file)
  const manifest = readManifest(bytes)
  const judged = judgeSignatures(bytes, trustedComment(manifest), signaturesBeside(file), publicKeys(releaseKeys))
  const signed = judged.filter(signature => 'key' in signature).length >= releaseKeys.threshold
  const name: ReleaseName = { number: manifest.number, state: { term: signed ? 'signed' : 'unsigned' } }
  return [
    ...release && release.number < manifest.number
      ? [finding('release-number', 'content/release.yml', fileStart, { ...name, own: release.number })]
      : [],
    ...channels.flatMap(({ key, kind, value }) => changed(key, displayOf({ kind, value }) ?? '–', shownIn(manifest, key), name)),
    ...manifest.channels.filter(({ key }) => !channels.some(channel => channel.key === key))
      .map(({ key }) => finding('release-gone', `content/contacts/${key}.yml`, fileStart, { ...name, key })),
  ]
}

function manifestAt(path: string): string {
  return existsSync(path) && statSync(path).isFile() ? path : join(path, manifestFile)
}

function signaturesBeside(file: string): SignatureFile[] {
  const root = dirname(dirname(file))
  const signatures: SignatureFile[] = []
  for (let place = signaturePlace(0); existsSync(join(root, place)); place = signaturePlace(signatures.length)) {
    signatures.push({ file: place, text: readFileSync(join(root, place), 'utf8') })
  }
  return signatures
}

/** @returns how the release shows the channel; undefined when it has none of that key */
function shownIn({ channels }: Manifest, key: string): string | undefined {
  const channel = channels.find(channel => channel.key === key)
  return channel && (displayOf(channel) ?? '–')
}

function changed(key: string, now: string, before: string | undefined, name: ReleaseName): Finding[] {
  if (before === now) return []
  const file = `content/contacts/${key}.yml`
  if (before === undefined) return [finding('release-new', file, fileStart, { ...name, key, value: now })]
  const lines = sideBySide(['−', before], ['+', now]).map(line => `\n    ${line}`).join('')
  return [finding('release-changed', file, fileStart, { ...name, key, lines })]
}
