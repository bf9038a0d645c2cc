import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../server/operator/config.ts'
import { isDay, utcDay } from '../shared/day.ts'
import { findBrowser } from './kit/browser.ts'
import { buildIfNeeded } from './kit/build.ts'
import { loadEnvironment, runCommand, UsageError } from './kit/command.ts'
import { makeLeaflets } from './leaflet-pdf.ts'

const root = join(import.meta.dirname, '..')

await runCommand({
  name: 'leaflets',
  about: 'Prints the leaflets of the site as PDF, in every language: six cards on A4, and a handbill on A6.\n\n'
    + 'npm run leaflets -- [--origin https://example.org] [--day YYYY-MM-DD] [--to FOLDER] [--published FOLDER]',
  options: {
    origin: { type: 'string', help: 'the address that the leaflets name, with its QR code (default SITE_ORIGIN; none: a line to write it on)' },
    day: { type: 'string', default: utcDay(), help: 'the day for which contact channels are confirmed (default today, UTC)' },
    to: { type: 'string', default: 'leaflets', help: 'where the files go (default leaflets)' },
    published: { type: 'string', help: 'a built site (default .output/public, built anew if something it is made from has changed)' },
  },
  ends: 'Ends with 0, with 1 if a leaflet cannot be printed, with 2 if it was called wrongly.',
  async run({ origin, day, to, published }) {
    if (origin !== undefined && !/^https?:\/\/[^/\s]+$/.test(origin)) throw new UsageError(`--origin is a scheme and a host, like https://example.org: ${origin}`)
    if (!isDay(day)) throw new UsageError(`--day is YYYY-MM-DD: ${day}`)
    const own = origin ?? siteOrigin()
    const files = await makeLeaflets(await findBrowser(), { origin: own, day, published: published ?? built() })
    mkdirSync(to, { recursive: true })
    for (const [name, content] of files) {
      writeFileSync(join(to, name), content)
      console.log(join(to, name))
    }
  },
})

/** @throws Error when the site cannot be built */
function built(): string {
  if (buildIfNeeded(root) !== 0) throw new Error('the site cannot be built')
  return join(root, '.output/public')
}

/** @throws Error when what is set is no origin */
function siteOrigin(): string | undefined {
  loadEnvironment()
  return readConfig({ SITE_ORIGIN: process.env.SITE_ORIGIN }).siteOrigin
}
