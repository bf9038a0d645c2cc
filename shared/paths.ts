import { isLocale, type Locale } from './locales.ts'

/**
 * The address of a page.
 *
 * @example pagePath('fr', 'steps') // '/fr/steps'
 * @example pagePath('fr', 'index') // '/fr'
 */
export function pagePath(locale: Locale, page: string): string {
  return page === 'index' ? `/${locale}` : `/${locale}/${page}`
}

/** The page without a word that the quick exit shows on its way out; its name tells nothing. */
export const blankPage = 'x'

/** The pages that tell why there is no other: built like all, never counted. */
export const errorPages = ['404', 'busy', 'unavailable'] as const

export type ErrorPage = typeof errorPages[number]

/** The status with which each of them is answered. */
export const errorStatus: Readonly<Record<ErrorPage, number>> = { 404: 404, busy: 429, unavailable: 503 }

/** The status with which a page is answered that is asked for by its name. */
export function statusOfPage(page: string): number {
  const error = errorPages.find(name => name === page)
  return error === undefined ? 200 : errorStatus[error]
}

/** Pages that nobody comes to read: opening one is no visit. */
export const uncountedPages: readonly string[] = [...errorPages, blankPage]

/** A year or a month as it stands in an address, `2026` or `2026-11`, for a regular expression: `visits` has a page for each that has figures. */
export const periodPattern = '\\d{4}(?:-(?:0[1-9]|1[0-2]))?'

/** Pages that say nothing within another: figures that change daily, files to fetch, words that lead to pages, and everything itself. */
export const separatePages: readonly string[] = ['visits', 'keep', 'words', 'all']

/** Pages that the page of everything leaves out: with history and figures, which nobody needs in a hurry, it would be too large. */
export const leftOutPages: readonly string[] = [...separatePages, 'project']

/**
 * Pages on which somebody's safety may depend, what is needed first, first. The page of everything begins with them, and no release is made
 * while one of them is behind in a language.
 */
export const safetyPages: readonly string[] = [
  'contact', 'front', 'steps', 'safety', 'risks', 'after', 'genuine', 'index', 'rights', 'family', 'mobilised', 'foreign', 'faq',
]

/** The pages of a menu, in its order. */
export function menuPages({ groups }: { groups: readonly { pages: readonly string[] }[] }): string[] {
  return groups.flatMap(({ pages }) => pages)
}

/**
 * What an address names: the locale, if it begins with one of ours, and the page.
 *
 * @example parsePath('/fr/steps') // { locale: 'fr', page: 'steps' }
 * @example parsePath('/fr/') // { locale: 'fr', page: 'index' }
 */
export function parsePath(path: string): { locale: Locale | undefined, page: string } {
  const [, first, ...rest] = path.split('/')
  return { locale: isLocale(first) ? first : undefined, page: rest.join('/').replace(/\/$/, '') || 'index' }
}
