import { localeNamed, type Locale } from '../../shared/locales.ts'

/**
 * The language of the forms: that of the editor's interface, as Sveltia CMS chooses it.
 *
 * @param preferences the stored preferences of Sveltia CMS, JSON, or null; `locale` may be `auto`
 * @param languages the languages of the browser, best first
 */
export function pickLanguage(preferences: string | null, languages: readonly string[]): Locale {
  const chosen = [chosenLocale(preferences) ?? [], languages].flat()
  return chosen.map(localeNamed).find(locale => locale !== undefined) ?? 'en'
}

function chosenLocale(preferences: string | null): string | undefined {
  return /"locale":\s*"(?!auto")([\w-]+)"/.exec(preferences ?? '')?.[1]
}

/** The preferences with a language chosen, as Sveltia CMS stores them. */
export function withLanguage(preferences: string | null, locale: Locale): string {
  return JSON.stringify({ ...JSON.parse(preferences ?? '{}'), locale })
}
