import type { Source } from './content/schemas.ts'
import type { Locale } from './locales.ts'

/**
 * The name of a source as a page prints it: in Latin letters where the language is written so, since few of its readers know others.
 *
 * @example sourceName({ publisher: 'Медуза', latin: 'Meduza', lang: 'ru' }, 'fr') // 'Meduza'
 */
export function sourceName({ publisher, latin, names }: Source, locale: Locale): string {
  return names?.[locale] ?? (new Intl.Locale(locale).maximize().script === 'Latn' ? latin : undefined) ?? publisher
}
