import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { readConfig } from '../server/config.ts'
import { loadContent, type Content } from '../shared/content/read.ts'
import { utcDay } from '../shared/day.ts'
import { findBrowser } from './browser/find-browser.ts'
import { buildIfNeeded } from './build/build-if-needed.ts'
import { checkForRelease } from './check/check.ts'
import { versionsOf } from './git/versions.ts'
import { readSecretKey, type SecretKey } from './minisign/secret-key.ts'
import { commitToBuild } from './release/commit.ts'
import { listFiles, readFiles, replaceFolder } from './release/folder.ts'
import { findLastRelease, keepSigned, releaseFolder } from './release/last-release.ts'
import { makeLeaflets } from './release/leaflets.ts'
import { makeRelease, printedAddress } from './release/make-release.ts'
import { expiryOf, manifestFile } from './release/manifest.ts'
import { nextRelease } from './release/next-release.ts'
import { parseOptions, usage, type Options } from './release/options.ts'
import { passwordSource } from './release/password.ts'
import { readKeys } from './release/read-keys.ts'
import { reviewRelease } from './release/review.ts'
import { showManifest } from './release/show-manifest.ts'
import { signRelease } from './release/sign-release.ts'
import { publicKeys, signaturesAmong, type SignatureFile } from './release/signatures.ts'
import { UsageError } from './report/usage-error.ts'

const root = join(import.meta.dirname, '..')
const published = join(root, '.output/public')

/** Raises the number of the release. */
function next() {
  const file = join(root, 'content/release.yml')
  const { text, number } = nextRelease(readFileSync(file, 'utf8'), utcDay())
  writeFileSync(file, text)
  console.log(`This is release ${number} now. Commit content/release.yml, then run npm run release.`)
}

/** Builds the site if needed and writes the release. */
async function make(options: Options) {
  const commit = commitToBuild(root, { isSigned: options.sign.length > 0, uncommitted: options.uncommitted })
  const content = loadContent(root)
  const keys = readKeys(options.keys ?? join(root, 'release-keys.yml'))
  const last = findLastRelease(root, keys, options.last)
  const findings = checkForRelease(root, options.last)
  const { comparison, obstacles } = reviewRelease({
    channels: content.channels,
    number: content.release?.number ?? 1,
    last,
    first: options.first,
    versionsOf: file => versionsOf(root, file),
    findings,
    unconfirmed: options.unconfirmed,
  })
  console.log(comparison)
  if (options.sign.length > 0 && obstacles.length > 0) throw new Error(`nothing was signed, for people have to do this first:\n- ${obstacles.join('\n- ')}`)

  const status = buildIfNeeded(root)
  if (status !== 0) return status

  const { siteOrigin: origin } = readConfig({ SITE_ORIGIN: process.env.SITE_ORIGIN })
  const leaflets = options.leaflets ? await printLeaflets(content, origin) : new Map<string, Buffer>()
  const { files, manifest } = makeRelease({ published: readFiles(published), leaflets, content, commit, origin })
  const bytes = files.get(manifestFile) ?? Buffer.alloc(0)
  const out = resolve(options.out)
  if (options.sign.length > 0 && last?.signed && last.manifest.number === manifest.number && !last.bytes.equals(bytes)) {
    throw new Error(`release ${manifest.number} is signed already, with other contents: raise the number (npm run release -- --next) and commit it`)
  }
  const secrets = await readSecrets(options)
  const signatures = signRelease({ bytes, manifest, present: presentSignatures(out), secrets, keys: publicKeys(keys) })
  keepSigned(root, out, keys)
  replaceFolder(out, new Map([...files, ...signatures.map(({ file, text }): [string, Buffer] => [file, Buffer.from(text)])]))
  // One that is made elsewhere is for a look or a comparison, and must not take the place of the one that is signed.
  const isShown = out === join(root, releaseFolder)
  if (isShown) showManifest(published, bytes, signatures)

  console.log(`Release ${manifest.number} of ${manifest.date}, valid until ${manifest.expires}: ${Object.keys(manifest.files).length} files in ${options.out}`)
  console.log(commit === null ? 'Not from a commit: there are changes that no commit has.' : `From commit ${commit}.`)
  if (!isShown) console.log(`The site in .output does not show it: only a release in ${releaseFolder}/ is shown there.`)
  console.log(`Signatures: ${signatures.length}; needed: ${keys.threshold}.`)
  if (obstacles.length > 0) console.log(`Not ready to be signed, ${obstacles.length} ${obstacles.length === 1 ? 'thing is' : 'things are'} left to do by people:\n- ${obstacles.join('\n- ')}`)
  return 0
}

/** @throws Error with what to do when they cannot be printed here */
async function printLeaflets({ release, mirrors }: Content, origin: string | undefined): Promise<Map<string, Buffer>> {
  const browser = await findBrowser('pinned').catch((error: unknown) => {
    throw new Error(`the leaflets cannot be printed: ${error instanceof Error ? error.message : 'no browser'}, or leave them out with --no-leaflets`)
  })
  const { date } = release ?? { date: utcDay() }
  const address = printedAddress(mirrors, origin)
  const leaflets = await makeLeaflets(browser, { published, origin: address, day: date, until: expiryOf(date) })
  console.log(`Leaflets: ${leaflets.size}, printed by ${browser.name}; they name ${address ?? 'no address: content/mirrors.yml lists no web site'}`)
  if (!browser.pinned) console.log('The browser that comes with npm does not start here: whoever builds the same needs this one.')
  return leaflets
}

async function readSecrets({ sign, passwordFile }: Options): Promise<SecretKey[]> {
  const password = passwordSource(passwordFile)
  const secrets: SecretKey[] = []
  // One after the other: each may ask for its password.
  for (const file of sign) secrets.push(await readSecretKey(readFileSync(file, 'utf8'), () => password(basename(file))))
  return secrets
}

function presentSignatures(folder: string): SignatureFile[] {
  if (!existsSync(join(folder, '.well-known'))) return []
  return signaturesAmong(listFiles(join(folder, '.well-known')).map(file => `.well-known/${file}`))
    .map(file => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
}

try {
  const options = parseOptions(process.argv.slice(2))
  if (options.help) console.log(usage)
  else if (options.next) next()
  else process.exitCode = await make(options)
}
catch (error) {
  console.error(`release: ${error instanceof Error ? error.message : 'unknown fault'}`)
  process.exitCode = error instanceof UsageError ? 2 : 1
}
