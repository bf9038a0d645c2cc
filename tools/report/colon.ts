import type { Locale } from '../../shared/locales.ts'

/**
 * A colon between a word and what it announces, in a report: French puts a no-break space before it.
 *
 * @example colon('fr') // '\u00A0: '
 */
export function colon(locale: Locale): string {
  return locale === 'fr' ? '\u00A0: ' : ': '
}
