import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readConfig } from '../server/operator/config.ts'
import { loadContent } from '../shared/content/read.ts'
import { utcDay } from '../shared/day.ts'
import { buildIfNeeded } from './kit/build.ts'
import { checkForRelease } from './check/check.ts'
import { versionsOf } from './kit/git.ts'
import { checkLastRelease, reasonToRelease, reviewRelease, type Review } from './release/review.ts'
import { readFiles } from './kit/files.ts'
import { manifestFile } from '../shared/published.ts'
import { findLastRelease, keepSigned, readRelease, releaseFiles, releaseFolder, replaceFolder, showManifest } from './release/folder.ts'
import { commitToBuild, makeRelease, nextRelease } from './release/make-release.ts'
import type { Manifest } from './release/manifest.ts'
import { countedSignatures, judgeSignatures, keysFile, publicKeys, readKeys, signaturesBeside, trustedComment, type SignatureFile } from './release/signatures.ts'
import { runCommand, UsageError } from './kit/command.ts'

const root = join(import.meta.dirname, '..')
const published = join(root, '.output/public')

await runCommand({
  name: 'release',
  about: `Makes a static copy of the site with a manifest of its files, and takes in signatures of it. It reads no secret key.

npm run release -- [--out FOLDER] [--last FOLDER|FILE | --first] [--unconfirmed] [--behind REASON] [--uncommitted]
npm run release -- --add FILE.minisig… [the same]
npm run release -- --next`,
  options: {
    add: {
      type: 'string', value: 'FILE.minisig', multiple: true, default: [],
      help: 'take in a signature that a holder of a key has made with minisign, after verifying it; may be given several times',
    },
    out: { type: 'string', value: 'FOLDER', default: releaseFolder, help: 'where the release is (default release)' },
    last: { type: 'string', value: 'FOLDER|FILE', help: 'the release to compare the contact channels with (default: the last signed one at hand)' },
    first: { type: 'boolean', default: false, help: 'no release was ever signed: there is nothing to compare with' },
    unconfirmed: {
      type: 'boolean', default: false,
      help: 'let it be signed though nobody has confirmed some channels lately: the copy shows them so, without a link',
    },
    behind: { type: 'string', value: 'REASON', help: 'make it though a page that bears on safety is behind in a language; the manifest says why' },
    uncommitted: { type: 'boolean', default: false, help: 'build what is here, though there are changes that no commit has; it cannot be signed' },
    next: { type: 'boolean', default: false, help: 'raise the number in content/release.yml and set the date of today, and do nothing else' },
  },
  ends: 'Ends with 0, with 1 if the release cannot be made or a signature is not taken in, with 2 if it was called wrongly. More: docs/release.md.',
  run(options) {
    if (options.first && options.last !== undefined) throw new UsageError('--first says that there is no earlier release, --last names one')
    if (options.next) return next()
    return options.add.length > 0 ? add(options) : make(options)
  },
})

type Options = { out: string, last?: string, first: boolean, unconfirmed: boolean, behind?: string, uncommitted: boolean, add: string[] }

/** Raises the number of the release. */
function next() {
  const file = join(root, 'content/release.yml')
  const { text, number } = nextRelease(readFileSync(file, 'utf8'), utcDay())
  writeFileSync(file, text)
  console.log(`This is release ${number} now. Commit content/release.yml, then run npm run release.`)
}

/** Builds the site if needed and writes the release. @returns the exit code */
function make(options: Options): number {
  const commit = commitToBuild(root, options.uncommitted)
  const content = loadContent(root)
  const keys = readKeys(join(root, keysFile))
  const { comparison, obstacles, behind } = review(options, options.behind)
  console.log(comparison)

  const status = buildIfNeeded(root)
  if (status !== 0) return status

  const { siteOrigin: origin } = readConfig({ SITE_ORIGIN: process.env.SITE_ORIGIN })
  const { files, manifest, bytes } = makeRelease({ published: readFiles(published), content, commit, behind, origin })
  const out = resolve(options.out)
  const twice = signedTwice(options, manifest, bytes)
  // Signatures that lie there stay if they fit: the same commit gives the same bytes.
  const signatures = countedSignatures(bytes, manifest, signaturesBeside(join(out, manifestFile)), publicKeys(keys))
  keepSigned(root, out, keys)
  replaceFolder(out, new Map([...files, ...releaseFiles(bytes, signatures)]))
  show(out, bytes, signatures)

  console.log(`Release ${manifest.number} of ${manifest.date}, valid until ${manifest.expires}: ${Object.keys(manifest.files).length} files in ${options.out}`)
  console.log(commit === null ? 'Not from a commit: there are changes that no commit has. It cannot be signed.' : `From commit ${commit}.`)
  console.log(`Signatures: ${signatures.length}; needed: ${keys.threshold}.`)
  if (obstacles.length + twice.length > 0) console.log(`Not ready to be signed, this is left to do by people:\n${list([...obstacles, ...twice])}`)
  else if (commit !== null && signatures.length < keys.threshold) console.log(howToSign(options.out, manifest))
  return 0
}

/** Takes signatures into a release that was made here. */
function add(options: Options) {
  const out = resolve(options.out)
  const keys = readKeys(join(root, keysFile))
  const file = join(out, manifestFile)
  const { manifest, bytes, signatures: present } = readRelease(root, file, keys)
  // What is left to do is read from the files here, so these must be what the release was made from.
  if (manifest.commit === null || manifest.commit !== commitToBuild(root, false)) {
    throw new Error(`${options.out} was not made from the commit that is checked out here (${manifest.commit ?? 'but from changes that no commit has'}): check that out, or make the release again`)
  }
  const obstacles = [...review(options, manifest.behind).obstacles, ...signedTwice(options, manifest, bytes)]
  if (obstacles.length > 0) throw new Error(`nothing was added, for people have to do this first:\n${list(obstacles)}`)

  const all = [...present, ...options.add.map(file => ({ file, text: readFileSync(file, 'utf8') }))]
  const problems = judgeSignatures(bytes, trustedComment(manifest), all, publicKeys(keys)).flatMap(signature => 'problem' in signature ? [signature.problem] : [])
  if (problems.length > 0) throw new Error(`nothing was added:\n${list(problems)}\n${howToSign(options.out, manifest)}`)
  const signatures = countedSignatures(bytes, manifest, all, publicKeys(keys))
  showManifest(out, bytes, signatures)
  show(out, bytes, signatures)
  console.log(`Signatures of release ${manifest.number}: ${signatures.length}; needed: ${keys.threshold}.`)
}

/** Compares with the last release, asks what people still have to do, and refuses what is behind without a reason. */
function review({ last: named, first, unconfirmed }: Options, reason: string | undefined): Review & { behind: string | undefined } {
  const { channels, release } = loadContent(root)
  const findings = checkForRelease(root, content => checkLastRelease(root, content, named))
  const behind = reasonToRelease(findings, reason)
  const reviewed = reviewRelease({
    channels,
    number: release?.number ?? 1,
    last: findLastRelease(root, readKeys(join(root, keysFile)), named),
    first,
    versionsOf: file => versionsOf(root, file),
    findings,
    unconfirmed,
  })
  return { behind, ...reviewed }
}

/** A number stands for one content: a reader who knows the number must not have to ask which of two. */
function signedTwice({ last: named }: Options, { number }: Manifest, bytes: Buffer): string[] {
  const last = findLastRelease(root, readKeys(join(root, keysFile)), named)
  if (last === undefined || !last.signed || last.manifest.number !== number || last.bytes.equals(bytes)) return []
  return [`release ${number} is signed already, with other contents: raise the number (npm run release -- --next) and commit it`]
}

/** One that is made elsewhere is for a look or a comparison, and must not take the place of the one that is signed. */
function show(out: string, bytes: Buffer, signatures: readonly SignatureFile[]) {
  if (out === join(root, releaseFolder)) showManifest(published, bytes, signatures)
  else console.log(`The site in .output does not show it: only a release in ${releaseFolder}/ is shown there.`)
}

function howToSign(out: string, manifest: Manifest): string {
  return [
    'To sign it, each holder of a key builds this commit on a machine of his own and runs there',
    `  minisign -S -s release.key -m ${join(out, manifestFile)} -x ${manifest.number}.minisig -t '${trustedComment(manifest)}'`,
    'and hands over the file that this writes, which is taken in here by',
    `  npm run release -- --add ${manifest.number}.minisig`,
  ].join('\n')
}

function list(lines: readonly string[]): string {
  return lines.map(line => `- ${line}`).join('\n')
}
