import { catalogues, messageLanguage } from '../shared/content/messages/describe.ts'
import { formatFinding, isError, reportFinding, type Finding } from '../shared/content/finding.ts'
import { isLocale, localeCodes, type Locale } from '../shared/locales.ts'
import type { Content } from '../shared/content/read.ts'
import { checkFolder } from './check/check.ts'
import { fixContent } from './check/typography.ts'
import { checkLastRelease } from './release/review.ts'
import { readArguments, UsageError } from './kit/command.ts'

const usage = `Checks the content of the site.

npm run check -- [OPTIONS]

  --fix               first mend spaces, quotation marks, apostrophes and dashes in the texts
  --lang LANGUAGE     of the messages: ${localeCodes.join(', ')} (default: that of the system, else en)
  --json              findings as JSON
  --strict            warnings count as errors
  --release           also: every channel is confirmed and approved, a publisher is named, and what has changed since the last release
  --last FOLDER|FILE  the release to compare with (default: the last signed one at hand)
  --built [FOLDER]    also: the published files (default .output/public)
  --contacts FOLDER   read the contact files from here (default content/contacts)
  --root FOLDER       the project (default: the current folder)

Ends with 0, with 1 if there are errors, with 2 if it was called wrongly.`

process.exitCode = await run(process.argv.slice(2))

async function run(args: string[]): Promise<number> {
  try {
    return await check(readOptions(args))
  }
  catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\n\n${usage}`)
    return 2
  }
}

async function check(options: Options): Promise<number> {
  if (options.help) {
    console.log(usage)
    return 0
  }
  const fixed = options.fix ? fixContent(options.root, options) : []
  const others = options.release ? (content: Content) => checkLastRelease(options.root, content, options.last) : undefined
  const findings = await checkFolder(options.root, { ...options, others })
  const errors = findings.filter(isError).length
  const warnings = findings.length - errors
  const { lang } = options
  const report = { errors, warnings, fixed, findings: findings.map(finding => reportFinding(finding, lang)) }
  if (options.json) console.log(JSON.stringify(report, null, 2))
  else print(findings, fixed, errors, lang)
  return errors === 0 && !(options.strict && warnings > 0) ? 0 : 1
}

function print(findings: readonly Finding[], fixed: readonly string[], errors: number, lang: Locale): void {
  const { terms } = catalogues[lang]
  if (fixed.length > 0) console.log(`${terms.mended}: ${fixed.join(', ')}\n`)
  for (const finding of findings) console.log(formatFinding(finding, lang))
  if (errors === 0) console.log(`${findings.length > 0 ? '\n' : ''}${terms['in-order']}`)
  if (findings.length === 0) return
  console.log(`${errors > 0 ? '\n' : ''}${terms.errors}: ${errors}, ${terms.warnings}: ${findings.length - errors}`)
}

type Options = {
  fix: boolean
  lang: Locale
  json: boolean
  strict: boolean
  release: boolean
  last: string | undefined
  built: string | undefined
  contacts: string | undefined
  root: string
  help: boolean
}

/** @throws UsageError that says what is wrong with them */
function readOptions(args: string[]): Options {
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: {
      fix: { type: 'boolean', default: false },
      lang: { type: 'string', default: messageLanguage(process.env) },
      json: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      release: { type: 'boolean', default: false },
      last: { type: 'string' },
      built: { type: 'boolean', default: false },
      contacts: { type: 'string' },
      root: { type: 'string', default: '.' },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  })
  const [folder, ...rest] = positionals
  const { lang } = values
  if (!isLocale(lang)) throw new UsageError(`--lang is one of ${localeCodes.join(', ')}`)
  if (rest.length > 0 || (folder && !values.built)) throw new UsageError(`unexpected: ${positionals.join(' ')}`)
  const built = values.built ? folder ?? '.output/public' : undefined
  return { ...values, lang, last: values.last, contacts: values.contacts, built }
}
