import { isLocale, type Locale } from '../../shared/locales.ts'
import { readArguments } from '../report/read-arguments.ts'
import { UsageError } from '../report/usage-error.ts'

export type Options = {
  help: boolean
  root: string
  /** What to compare with; undefined: where this work left the main branch. */
  from: string | undefined
  out: string
  open: boolean
  language: Locale
}

/**
 * Reads the arguments of `npm run preview`.
 *
 * @throws UsageError that says what is wrong with them
 */
export function readOptions(args: readonly string[]): Options {
  const { changed, lang, ...values } = readArguments({
    args: [...args],
    options: {
      changed: { type: 'boolean', default: false },
      from: { type: 'string' },
      out: { type: 'string', default: '.data/preview.html' },
      open: { type: 'boolean', default: false },
      lang: { type: 'string', default: 'en' },
      root: { type: 'string', default: '.' },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  }).values
  if (!changed && !values.help) throw new UsageError('say what to show: npm run preview -- --changed')
  if (!isLocale(lang)) throw new UsageError(`“${lang}” is no language of the site`)
  return { ...values, from: values.from, language: lang }
}
