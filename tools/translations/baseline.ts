import { formatFindings } from '../../shared/content/finding.ts'
import { unrecordedIn } from '../../shared/content/translations/pending.ts'
import { readTranslations } from '../../shared/content/translations/read.ts'
import type { Comparison } from '../../shared/content/translations/record.ts'
import { defaultLocale, type Locale } from '../../shared/locales.ts'
import { UsageError } from '../report/usage-error.ts'
import { writeRecord } from './store.ts'

/**
 * Begins the records: takes every page, in each language in which it was never compared, as it stands, by nobody. Later changes are then
 * noticed.
 *
 * @throws UsageError when a record cannot be read, before anything is written
 * @returns the files written, from the root
 */
export function writeBaseline(root: string, today: string): string[] {
  const pages = readTranslations(root)
  const findings = pages.flatMap(({ findings }) => findings)
  if (findings.length > 0) throw new UsageError(formatFindings(findings))
  return pages.flatMap(({ page, blocks, record }) => {
    const hashesOf = (locale: Locale): string[] => blocks[locale]?.map(({ hash }) => hash) ?? []
    const begun = unrecordedIn(record, blocks).map((locale): [Locale, Comparison] =>
      [locale, { source: defaultLocale, on: today, by: null, source_blocks: hashesOf(defaultLocale), own_blocks: hashesOf(locale) }])
    return begun.length > 0 ? [writeRecord(root, { page, blocks }, { ...record, compared: { ...record.compared, ...Object.fromEntries(begun) } })] : []
  })
}
