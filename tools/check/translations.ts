import { fileStart, finding, type Finding } from '../../shared/content/finding.ts'
import { newerThan, readTranslations, uncomparedIn, type TranslatedPage } from '../../shared/content/translations.ts'
import { defaultLocale, localeCodes } from '../../shared/locales.ts'
import { safetyPages } from '../../shared/paths.ts'
import { pageFile } from './page.ts'

/** Records that cannot be read or are not complete. */
export function checkTranslations(root: string): Finding[] {
  const translations = readTranslations(root)
  return [...translations.flatMap(({ findings }) => findings), ...uncompared(translations)]
}

/** Pages that bear on safety and are behind in a language. A release waits for them. */
export function checkBehind(root: string): Finding[] {
  return readTranslations(root).filter(({ page }) => safetyPages.includes(page)).flatMap(({ page, blocks, compared }) => localeCodes.flatMap((locale) => {
    const source = newerThan(compared, locale, blocks)
    return source ? [finding('translation-behind', pageFile(locale, page), fileStart, { source: pageFile(source, page), page: `${locale}/${page}` })] : []
  }))
}

/** A project that has begun no record is not told so page by page. */
function uncompared(translations: readonly TranslatedPage[]): Finding[] {
  if (translations.every(({ compared }) => Object.keys(compared).length === 0)) return []
  return translations.filter(({ findings }) => findings.length === 0).flatMap(({ page, blocks, compared }) => {
    const languages = uncomparedIn(compared, blocks)
    return languages.length > 0 ? [finding('translation-unrecorded', pageFile(defaultLocale, page), fileStart, { languages: languages.join(', ') })] : []
  })
}
