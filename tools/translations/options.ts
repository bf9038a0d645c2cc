import { messageLanguage } from '../../shared/content/messages/describe.ts'
import { isLocale, type Locale } from '../../shared/locales.ts'
import { readArguments } from '../report/read-arguments.ts'
import { UsageError } from '../report/usage-error.ts'

/** What was typed, in the words of the commands. */
export type Options
  = | { command: 'help' }
    | { command: 'report', root: string, language: Locale, json: boolean, html: string | undefined }
    | { command: 'confirm', root: string, language: Locale, pages: string[], by: string, source: string | undefined }
    | { command: 'override', root: string, language: Locale, pages: string[], by: string, reason: string, until: string }
    | { command: 'note' | 'baseline', root: string, language: Locale }

/** Names and reasons stand in a file that many read. */
const longest = 200

const config = {
  root: { type: 'string', default: '.' },
  json: { type: 'boolean', default: false },
  html: { type: 'string' },
  lang: { type: 'string' },
  by: { type: 'string' },
  source: { type: 'string' },
  reason: { type: 'string' },
  until: { type: 'string' },
  help: { type: 'boolean', default: false, short: 'h' },
} as const

/** Which options each command takes, beside --root and --lang. */
const taken: Record<string, readonly string[]> = {
  report: ['json', 'html'],
  confirm: ['by', 'source'],
  override: ['by', 'reason', 'until'],
  note: [],
  baseline: [],
}

/**
 * Reads the arguments of `npm run translations`.
 *
 * @param env tells the language of the system
 * @throws UsageError that says what is wrong with them
 */
export function readOptions(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Options {
  const { values, positionals, tokens } = readArguments({ args: [...args], allowPositionals: true, options: config, tokens: true })
  if (values.help) return { command: 'help' }
  const [command = 'report', ...pages] = positionals
  const allowed = Object.hasOwn(taken, command) ? taken[command] : undefined
  if (!allowed) throw new UsageError(`there is no command “${command}”`)
  const typed = tokens.flatMap(token => token.kind === 'option' ? token.name : [])
  const stranger = typed.find(name => !['root', 'lang', ...allowed].includes(name))
  if (stranger !== undefined) throw new UsageError(`“${command}” has no option --${stranger}`)
  const { root, lang: language = command === 'report' ? 'en' : messageLanguage(env) } = values
  if (!isLocale(language)) throw new UsageError(`“${language}” is no language of the site`)

  if (command === 'confirm' || command === 'override') {
    if (pages.length === 0) throw new UsageError(`“${command}” needs a page, like fr/steps`)
    const by = text(values.by, '--by', 'the name of the person who has compared the pages, or who answers for the release')
    if (command === 'confirm') return { command, root, language, pages, by, source: values.source }
    return {
      command, root, language, pages, by,
      reason: text(values.reason, '--reason', 'why the release cannot wait'),
      until: text(values.until, '--until', 'the last day on which it counts, like 2026-12-24'),
    }
  }
  if (pages.length > 0) throw new UsageError(`unexpected: ${pages.join(' ')}`)
  if (command === 'note' || command === 'baseline') return { command, root, language }
  return { command: 'report', root, language, json: values.json, html: values.html }
}

function text(value: string | undefined, option: string, meaning: string): string {
  const trimmed = value?.trim() ?? ''
  if (trimmed === '') throw new UsageError(`${option} is missing: ${meaning}`)
  if (trimmed.length > longest || /\p{Cc}/u.test(trimmed)) throw new UsageError(`${option} is one line of at most ${longest} characters`)
  return trimmed
}
