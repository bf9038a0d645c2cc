import { finding, type Finding } from '../../shared/content/finding.ts'
import { fileStart } from '../../shared/content/place.ts'
import { isNoted, isPending, pendingOf, unrecordedIn } from '../../shared/content/translations/pending.ts'
import { readTranslations, type TranslatedPage } from '../../shared/content/translations/read.ts'
import { urgentBlocks, type UrgentBlock } from '../../shared/content/translations/urgent.ts'
import { isUrgent } from '../../shared/content/urgent.ts'
import { defaultLocale, localeCodes } from '../../shared/locales.ts'
import { pageFile, type Page } from './page.ts'

/** Records that cannot be read or are not complete, marks where they would be printed, and changes whose date only git knows. */
export function checkTranslations(root: string, pages: readonly Page[]): Finding[] {
  const translations = readTranslations(root)
  return [...translations.flatMap(({ findings }) => findings), ...pages.flatMap(printedMarks), ...translations.flatMap(unnoted), ...unrecorded(translations)]
}

/** Marked paragraphs that a language lacks, and that nobody answers for: they stop a release. */
export function checkUrgent(root: string, today: string): Finding[] {
  return readTranslations(root).flatMap(translated =>
    urgentBlocks(translated.record, translated.blocks).flatMap(urgent => urgentFindings(translated, urgent, today)))
}

function printedMarks({ file, frontMatter, yaml }: Page): Finding[] {
  const fields = ['title', 'description'] as const
  return fields.filter(field => isUrgent(frontMatter?.[field] ?? ''))
    .map(field => finding('urgent-mark', file, yaml.placeOf([field]), { field }))
}

function unnoted({ page, blocks, record }: TranslatedPage): Finding[] {
  const pending = localeCodes.map(locale => pendingOf(record, locale, blocks)).filter(isPending).filter(each => !isNoted(record, each))
  return [...Map.groupBy(pending, ({ source }) => source)].map(([source, group]) =>
    finding('translation-date', pageFile(source, page), { line: group[0]?.added[0]?.line ?? 1, column: 1 }))
}

/** A project that has begun no record is not told so page by page. */
function unrecorded(translations: readonly TranslatedPage[]): Finding[] {
  if (translations.every(({ record }) => Object.keys(record.compared).length === 0)) return []
  return translations.filter(({ findings }) => findings.length === 0).flatMap(({ page, blocks, record }) => {
    const languages = unrecordedIn(record, blocks)
    return languages.length > 0 ? [finding('translation-unrecorded', pageFile(defaultLocale, page), fileStart, { languages: languages.join(', ') })] : []
  })
}

function urgentFindings({ page, record }: TranslatedPage, { source, block, missing }: UrgentBlock, today: string): Finding[] {
  const place = `${pageFile(source, page)}:${block.line}`
  return missing.flatMap((locale) => {
    const file = pageFile(locale, page)
    const data = { place, page: `${locale}/${page}` }
    const override = record.overrides[locale]
    if (!override?.blocks.includes(block.hash)) return [finding('urgent-translation', file, fileStart, data)]
    if (today <= override.until) return []
    return [finding('urgent-expired', file, fileStart, { ...data, by: override.by, until: override.until })]
  })
}
