import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { errorAt, type Finding } from '../../shared/content/finding.ts'
import { displayOf } from '../../shared/content/derive.ts'
import type { Content } from '../../shared/content/read.ts'
import { manifestFile, readManifest, type Manifest } from '../release/manifest.ts'
import { sideBySide } from '../release/side-by-side.ts'
import { judgeSignatures, publicKeys, signaturePlace, trustedComment, type SignatureFile } from '../release/signatures.ts'

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
  const name = `release ${manifest.number}${signed ? '' : ' (not signed)'}`
  return [
    ...release && release.number < manifest.number
      ? [errorAt('release-number', 'content/release.yml', 1, `the number ${release.number} is lower than that of ${name}`, 'run npm run release -- --next')]
      : [],
    ...channels.flatMap(({ key, kind, value }) => changed(key, displayOf({ kind, value }) ?? '–', shownIn(manifest, key), name)),
    ...manifest.channels.filter(({ key }) => !channels.some(channel => channel.key === key)).map(({ key }) =>
      warning(`content/contacts/${key}.yml`, `the channel "${key}" of ${name} is gone`)),
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

function changed(key: string, now: string, before: string | undefined, name: string): Finding[] {
  if (before === now) return []
  const file = `content/contacts/${key}.yml`
  if (before === undefined) return [warning(file, `the channel "${key}" is new since ${name}: ${now}`)]
  return [warning(file, [`the channel "${key}" has changed since ${name}:`, ...sideBySide([name, before], ['now', now])].join('\n    '))]
}

function warning(file: string, message: string): Finding {
  return { rule: 'release-changed', level: 'warning', file, line: 1, message, mend: 'compare it sign by sign with its source, two people' }
}
