// Brings what the end-to-end tests need, and says what it brought: a Chromium, the built site, and the same site as it looks in service, with
// contact channels that somebody has confirmed. What is there and up to date is left alone.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findBrowser } from '../../tools/kit/browser.ts'
import { inputsDigest } from '../../tools/kit/build.ts'
import { builds, contactFolders, fillDates, root } from './built-site.ts'

const browser = await findBrowser()
console.log(`Browser: ${browser.name}`)

const inputs = inputsDigest(root)
if (builtFrom(builds.shipped) !== inputs) {
  run('tools/build.ts')
}

const contacts = readContacts()
const digest = createHash('sha256').update(JSON.stringify([inputs, contacts])).digest('hex')
if (builtFrom(builds.confirmed) !== digest) {
  writeContacts(contacts)
  run('node_modules/nuxt/bin/nuxt.mjs', 'build', '--envName', 'confirmed')
  run('tools/check.ts', '--contacts', contactFolders.confirmed, '--built', join(builds.confirmed, 'public'))
  writeFileSync(join(root, builds.confirmed, 'inputs.sha256'), `${digest}\n`)
}

function builtFrom(output: string): string | undefined {
  const file = join(root, output, 'inputs.sha256')
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

/** The invented contact files with their dates filled in, by file name. They change once a day. */
function readContacts(): [name: string, text: string][] {
  const folder = join(root, 'tests/fixtures/contacts')
  return readdirSync(folder).sort().map(name => [name, fillDates(readFileSync(join(folder, name), 'utf8'))])
}

function writeContacts(files: [name: string, text: string][]) {
  const folder = join(root, contactFolders.confirmed)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of files) writeFileSync(join(folder, name), text)
}

function run(...args: string[]) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
