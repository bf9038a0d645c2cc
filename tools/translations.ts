import { writeFileSync } from 'node:fs'
import { formatFindings } from '../shared/content/finding.ts'
import { utcDay } from '../shared/day.ts'
import { writeBaseline } from './translations/baseline.ts'
import { confirm } from './translations/confirm.ts'
import { formatHtml } from './translations/format-html.ts'
import { formatText } from './translations/format-text.ts'
import { noteChanges } from './translations/note.ts'
import { readOptions, type Options } from './translations/options.ts'
import { override } from './translations/override.ts'
import { readStatus } from './translations/status.ts'
import { UsageError } from './report/usage-error.ts'

const usage = `Shows which page is behind another language, and what has changed there.

npm run translations -- [--json | --html FILE] [--lang ru|uk|fr|en]
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
  --lang     the language of the report (default en)
  --root     the project (default: the current folder)

Ends with 0, with 1 if pages differ or records cannot be read, with 2 if it was called wrongly.`

process.exitCode = run(process.argv.slice(2))

function run(args: string[]): number {
  try {
    return obey(readOptions(args))
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
      return options.pages.map(page => tell(page, confirm(options.root, page, { ...options, today }))).every(Boolean) ? 0 : 1
    case 'override':
      for (const page of options.pages) console.log(`written: ${override(options.root, page, { ...options, today })}`)
      return 0
    case 'note':
      return list(noteChanges(options.root, today), 'every change is noted already')
    case 'baseline':
      return list(writeBaseline(options.root, today), 'every page has a record already')
  }
}

function report({ root, json, html, language }: Extract<Options, { command: 'report' }>): number {
  const { pages, findings } = readStatus(root)
  if (html !== undefined) writeFileSync(html, formatHtml(pages, language))
  console.log(json ? JSON.stringify({ pages }, null, 2) : html === undefined ? formatText(pages, language) : html)
  if (findings.length > 0) console.error(formatFindings(findings, language))
  return findings.length > 0 ? 1 : 0
}

function tell(page: string, confirmed: ReturnType<typeof confirm>): boolean {
  if ('findings' in confirmed) {
    console.error(`${page} is not confirmed, since the facts of both pages differ or one of them has errors:`)
    console.error(formatFindings(confirmed.findings))
    return false
  }
  console.log(`${page} says the same as ${confirmed.source}; written: ${confirmed.file}`)
  if (confirmed.turned) console.log(`From now on ${page} follows ${confirmed.source}; until now it was the other way round.`)
  return true
}

function list(files: readonly string[], nothing: string): number {
  console.log(files.length > 0 ? files.map(file => `written: ${file}`).join('\n') : nothing)
  return 0
}
