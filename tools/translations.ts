import { writeFileSync } from 'node:fs'
import { formatFindings } from '../shared/content/finding.ts'
import { utcDay } from '../shared/day.ts'
import type { Locale } from '../shared/locales.ts'
import { writeBaseline } from './translations/baseline.ts'
import { confirm } from './translations/confirm.ts'
import { formatHtml } from './translations/format-html.ts'
import { formatText } from './translations/format-text.ts'
import { noteChanges } from './translations/note.ts'
import { readOptions, type Options } from './translations/options.ts'
import { override } from './translations/override.ts'
import { readStatus } from './translations/status.ts'
import { words } from './translations/words.ts'
import { UsageError } from './report/usage-error.ts'

const usage = `Shows which page is behind another language, and what has changed there.

npm run translations -- [--json | --html FILE]
npm run translations -- confirm PAGE… --by NAME [--source LANGUAGE]
npm run translations -- note
npm run translations -- override PAGE… --by NAME --reason TEXT --until DAY
npm run translations -- baseline

  confirm    NAME has compared the page, like fr/steps, with the same page in LANGUAGE (as last time, else ru): both say the same
  note       write down since when the changes are there, for the line on pages that are behind
  override   the release may go out although PAGE lacks an urgent paragraph; NAME answers for it until the end of DAY
  baseline   take pages that were never compared as they are, in nobody's name
  --json     the report as JSON
  --html     the report as a page for editors, one file
  --lang     ru, uk, fr or en: the language of the report (default en) and of what the commands say (default: that of the system, else en)
  --root     the project (default: the current folder)

Ends with 0, whatever is behind. With 1 if the report finds a record that cannot be read, or confirm a page whose facts differ or that has
errors; with 2 if a command was called wrongly, or cannot be carried out.`

process.exitCode = run(process.argv.slice(2))

function run(args: string[]): number {
  try {
    return obey(readOptions(args, process.env))
  }
  catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\n\nMore: npm run translations -- --help`)
    return 2
  }
}

function obey(options: Options): number {
  const today = utcDay()
  switch (options.command) {
    case 'help':
      console.log(usage)
      return 0
    case 'report':
      return report(options)
    case 'confirm':
      return options.pages.map(page => tell(page, confirm(options.root, page, { ...options, today }), options.language)).every(Boolean) ? 0 : 1
    case 'override':
      for (const page of options.pages) console.log(`${words[options.language].written} ${override(options.root, page, { ...options, today })}`)
      return 0
    case 'note':
      return list(noteChanges(options.root, today), 'allNoted', options.language)
    case 'baseline':
      return list(writeBaseline(options.root, today), 'allRecorded', options.language)
  }
}

function report({ root, json, html, language }: Extract<Options, { command: 'report' }>): number {
  const { pages, findings } = readStatus(root)
  if (html !== undefined) writeFileSync(html, formatHtml(pages, language))
  console.log(json ? JSON.stringify({ pages }, null, 2) : html === undefined ? formatText(pages, language) : html)
  if (findings.length > 0) console.error(formatFindings(findings, language))
  return findings.length > 0 ? 1 : 0
}

function tell(page: string, confirmed: ReturnType<typeof confirm>, language: Locale): boolean {
  const say = words[language]
  if ('findings' in confirmed) {
    console.error(say.notConfirmed(page))
    console.error(formatFindings(confirmed.findings, language))
    return false
  }
  console.log(`${say.confirmed(page, confirmed.source)} ${say.written} ${confirmed.file}`)
  if (confirmed.untouched) console.log(say.untouched(page, confirmed.source, confirmed.file))
  if (confirmed.turned) console.log(say.turned(page, confirmed.source))
  return true
}

function list(files: readonly string[], nothing: 'allNoted' | 'allRecorded', language: Locale): number {
  console.log(files.length > 0 ? files.map(file => `${words[language].written} ${file}`).join('\n') : words[language][nothing])
  return 0
}
