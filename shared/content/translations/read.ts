import { globSync } from 'node:fs'
import { isLocale, type Locale } from '../../locales.ts'
import type { Finding } from '../finding.ts'
import { readText } from '../text.ts'
import { blocksOf } from './blocks.ts'
import type { PageBlocks } from './pending.ts'
import { readRecord, type TranslationRecord } from './record.ts'

/** A page in all its languages, and what is recorded about their comparison. */
export type TranslatedPage = { page: string, blocks: PageBlocks, record: TranslationRecord, findings: Finding[] }

/**
 * Reads all pages and their records, by name.
 *
 * @param root the folder of the project
 */
export function readTranslations(root: string): TranslatedPage[] {
  const files = globSync('content/??/*.md', { cwd: root }).flatMap((path): { file: string, locale: Locale, page: string }[] => {
    const file = path.replaceAll('\\', '/')
    const [, locale, page] = /^content\/(..)\/(.+)\.md$/.exec(file) ?? []
    return isLocale(locale) && page ? [{ file, locale, page }] : []
  })
  return [...Map.groupBy(files, ({ page }) => page)].sort(([a], [b]) => a < b ? -1 : 1).map(([page, group]) => ({
    page,
    blocks: Object.fromEntries(group.map(({ locale, file }) => [locale, blocksOf(readText(root, file).text)])),
    ...readRecord(root, page),
  }))
}
