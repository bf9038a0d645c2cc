/**
 * The one list of locales, in the order in which they are shown. Configuration, pages, server, tools and tests read it.
 *
 * - `code`: the first segment of every address, the folder in `content/`, the file in `locales/` and the `lang` of the page.
 * - `name`: the language's own name, as the language links print it.
 * - `format`: the BCP 47 tag for `Intl`. English is British: “en” alone prints American dates.
 */
export const locales = [
  { code: 'ru', name: 'Русский', format: 'ru' },
  { code: 'uk', name: 'Українська', format: 'uk' },
  { code: 'fr', name: 'Français', format: 'fr' },
  { code: 'en', name: 'English', format: 'en-GB' },
] as const

export type Locale = (typeof locales)[number]['code']

/** Where most visitors are; also what a browser gets that asks for none of our languages. */
export const defaultLocale: Locale = 'ru'

export const localeCodes: readonly Locale[] = locales.map(locale => locale.code)

export function isLocale(code: string | undefined): code is Locale {
  return localeCodes.some(known => known === code)
}

/** What a language of ours is called by mistake: Ukrainian by the code of the country. */
const otherNames: Readonly<Record<string, string>> = { ua: 'uk' }

/**
 * The locale that is meant by how a browser or a person names a language: the first part counts, in capitals or not.
 *
 * @example localeNamed('EN_gb') // 'en'
 */
export function localeNamed(name: string): Locale | undefined {
  const [code = ''] = name.toLowerCase().split(/[-_]/, 1)
  const own = otherNames[code] ?? code
  return isLocale(own) ? own : undefined
}

/** The `Intl` tag of a locale, for example `en-GB` for `en`. */
export function formatTag(code: Locale): string {
  return locales.find(locale => locale.code === code)?.format ?? code
}
