import { fillWords, messageLanguage, toolWords } from '../shared/tool-words.ts'
import { formatFindings } from '../shared/content/finding.ts'
import { utcDay } from '../shared/day.ts'
import type { Locale } from '../shared/locales.ts'
import { languageOf, oneLine, runCommand, UsageError } from './kit/command.ts'
import { confirm, type Confirmed } from './translations/confirm.ts'
import { formatStatus, readStatus } from './translations/status.ts'

await runCommand({
  name: 'translations',
  about: `Shows which page is behind another language, and what has changed there.

npm run translations -- [status] [--json]
npm run translations -- confirm PAGE… --by NAME [--source LANGUAGE]

  status     what has changed in a language since others were compared with it
  confirm    NAME has compared the page, like fr/steps, with the same page in LANGUAGE (as last time, else ru): both say the same`,
  options: {
    by: { type: 'string', value: 'NAME', help: 'the name of the person who has compared the pages' },
    source: { type: 'string', value: 'LANGUAGE', help: 'the language that they were compared with' },
    json: { type: 'boolean', help: 'the status as JSON' },
    lang: { type: 'string', value: 'LANGUAGE', help: 'of the status (default en) and of what confirm says (default: that of the system, else en)' },
    root: { type: 'string', value: 'FOLDER', default: '.', help: 'the project (default: the current folder)' },
  },
  ends: 'Ends with 0, whatever is behind. With 1 if status finds a record that cannot be read, or confirm a page whose facts differ or that has\n'
    + 'errors; with 2 if a command was called wrongly, or cannot be carried out.',
  positionals: true,
  run({ root, json, lang, by, source }, [command = 'status', ...pages]) {
    if (command === 'status') {
      refuse(command, { by, source })
      if (pages.length > 0) throw new UsageError(`unexpected: ${pages.join(' ')}`)
      return showStatus(root, json === true, languageOf(lang ?? 'en'))
    }
    if (command !== 'confirm') throw new UsageError(`there is no command “${command}”`)
    refuse(command, { json })
    if (pages.length === 0) throw new UsageError('“confirm” needs a page, like fr/steps')
    const confirmation = { by: oneLine(by, '--by', 'the name of the person who has compared the pages'), source, today: utcDay() }
    const language = languageOf(lang ?? messageLanguage(process.env))
    return pages.map(page => tell(page, confirm(root, page, confirmation), language)).every(Boolean) ? 0 : 1
  },
})

function refuse(command: string, strangers: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(strangers)) if (value !== undefined) throw new UsageError(`“${command}” has no option --${name}`)
}

function showStatus(root: string, json: boolean, language: Locale): number {
  const { pages, findings } = readStatus(root)
  console.log(json ? JSON.stringify({ pages }, null, 2) : formatStatus(pages, language))
  if (findings.length > 0) console.error(formatFindings(findings, language))
  return findings.length > 0 ? 1 : 0
}

/** @returns whether the page was confirmed */
function tell(page: string, confirmed: Confirmed, language: Locale): boolean {
  const say = toolWords[language].translations
  if ('findings' in confirmed) {
    console.error(fillWords(say.notConfirmed, { page }))
    console.error(formatFindings(confirmed.findings, language))
    return false
  }
  const { source, file } = confirmed
  console.log(`${fillWords(say.confirmed, { page, source })} ${say.written} ${file}`)
  if (confirmed.untouched) console.log(fillWords(say.untouched, { page, source, file }))
  if (confirmed.turned) console.log(fillWords(say.turned, { page, source }))
  return true
}
