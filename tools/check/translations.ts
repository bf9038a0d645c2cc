import { errorAt, type Finding } from '../../shared/content/finding.ts'
import { isNoted, isPending, pendingOf } from '../../shared/content/translations/pending.ts'
import { readTranslations, type TranslatedPage } from '../../shared/content/translations/read.ts'
import { urgentBlocks, type UrgentBlock } from '../../shared/content/translations/urgent.ts'
import { isUrgent } from '../../shared/content/urgent.ts'
import { localeCodes } from '../../shared/locales.ts'
import { pageFile, type Page } from './page.ts'

/** Records that cannot be read, marks where they would be printed, and changes whose date only git knows. */
export function checkTranslations(root: string, pages: readonly Page[]): Finding[] {
  const translations = readTranslations(root)
  return [...translations.flatMap(({ findings }) => findings), ...pages.flatMap(printedMarks), ...translations.flatMap(unnoted)]
}

/** Marked paragraphs that a language lacks, and that nobody answers for: they stop a release. */
export function checkUrgent(root: string, today: string): Finding[] {
  return readTranslations(root).flatMap(translated =>
    urgentBlocks(translated.record, translated.blocks).flatMap(urgent => urgentFindings(translated, urgent, today)))
}

function printedMarks({ file, frontMatter, yaml }: Page): Finding[] {
  const fields = ['title', 'description'] as const
  return fields.filter(field => isUrgent(frontMatter?.[field] ?? '')).map(field => errorAt(
    'urgent-mark', file, yaml.lineOf([field]),
    `the ${field} contains :urgent, which would be printed`,
    'write the mark into a paragraph',
  ))
}

function unnoted({ page, blocks, record }: TranslatedPage): Finding[] {
  const pending = localeCodes.map(locale => pendingOf(record, locale, blocks)).filter(isPending).filter(each => !isNoted(record, each))
  return [...Map.groupBy(pending, ({ source }) => source)].map(([source, group]): Finding => ({
    rule: 'translation-date', level: 'warning', file: pageFile(source, page), line: group[0]?.added[0]?.line ?? 1,
    message: 'this page has changed since its translations were compared with it, and they do not tell since when',
    mend: 'write the day down: npm run translations -- note',
  }))
}

function urgentFindings({ page, record }: TranslatedPage, { source, block, missing }: UrgentBlock, today: string): Finding[] {
  const place = `${pageFile(source, page)}:${block.line}`
  return missing.flatMap((locale) => {
    const override = record.overrides[locale]
    if (override?.blocks.includes(block.hash) && today <= override.until) return []
    const expired = override?.blocks.includes(block.hash) ? `; the override by ${override.by} counted until ${override.until}` : ''
    return [errorAt(
      'urgent-translation', pageFile(locale, page), 1,
      `nobody has confirmed that this page has the urgent paragraph of ${place}${expired}`,
      `translate it and run npm run translations -- confirm ${locale}/${page} --by NAME; or answer for it: npm run translations -- override …`,
    )]
  })
}
