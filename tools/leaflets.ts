import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../server/config.ts'
import { isDay, utcDay } from '../shared/day.ts'
import { findBrowser } from './kit/browser.ts'
import { buildIfNeeded } from './kit/build.ts'
import { loadEnvironment, readArguments, UsageError } from './kit/command.ts'
import { makeLeaflets } from './leaflet-pdf.ts'

const root = join(import.meta.dirname, '..')

const usage = `Prints the leaflets of the site as PDF, in every language: eight cards on A4, and a handbill on A6.

npm run leaflets -- [--origin https://example.org] [--day YYYY-MM-DD] [--to FOLDER] [--published FOLDER]

  --origin      the address that the leaflets name, with its QR code (default SITE_ORIGIN; none: a line to write it on)
  --day         the day for which contact channels are confirmed (default today, UTC)
  --to          where the files go (default leaflets)
  --published   a built site (default .output/public, built anew if something it is made from has changed)

Ends with 0, with 1 if a leaflet cannot be printed, with 2 if it was called wrongly.`

process.exitCode = await run(process.argv.slice(2))

async function run(args: string[]): Promise<number> {
  try {
    const options = readOptions(args)
    if (options.help) console.log(usage)
    else await print({ ...options, origin: options.origin ?? siteOrigin() })
    return 0
  }
  catch (error) {
    const isUsage = error instanceof UsageError
    console.error(error instanceof Error ? error.message : error)
    if (isUsage) console.error(`\n${usage}`)
    return isUsage ? 2 : 1
  }
}

async function print({ to, published = built(), ...options }: Options) {
  const files = await makeLeaflets(await findBrowser(), { ...options, published })
  mkdirSync(to, { recursive: true })
  for (const [name, content] of files) {
    writeFileSync(join(to, name), content)
    console.log(join(to, name))
  }
}

type Options = { origin: string | undefined, day: string, to: string, published: string | undefined, help: boolean }

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

/** @throws UsageError that says what is wrong with them */
function readOptions(args: string[]): Options {
  const { values } = readArguments({
    args,
    options: {
      origin: { type: 'string' },
      day: { type: 'string', default: utcDay() },
      to: { type: 'string', default: 'leaflets' },
      published: { type: 'string' },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  })
  const { origin } = values
  if (origin !== undefined && !/^https?:\/\/[^/\s]+$/.test(origin)) throw new UsageError(`--origin is a scheme and a host, like https://example.org: ${origin}`)
  if (!isDay(values.day)) throw new UsageError(`--day is YYYY-MM-DD: ${values.day}`)
  return { ...values, origin, published: values.published }
}
