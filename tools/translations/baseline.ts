import { defaultLocale, localeCodes } from '../../shared/locales.ts'
import { readTranslations } from '../../shared/content/translations/read.ts'
import type { Comparison } from '../../shared/content/translations/record.ts'
import { writeRecord } from './store.ts'

/**
 * Begins the records: takes every page that was never compared as it stands, by nobody. Later changes are then noticed.
 *
 * @returns the files written, from the root
 */
export function writeBaseline(root: string, today: string): string[] {
  return readTranslations(root).flatMap(({ page, blocks, record }) => {
    const source = blocks[defaultLocale]
    if (!source || Object.keys(record.compared).length > 0) return []
    const compared = localeCodes.flatMap((locale): [string, Comparison][] => {
      const own = locale === defaultLocale ? undefined : blocks[locale]
      return own
        ? [[locale, { source: defaultLocale, on: today, by: null, source_blocks: source.map(({ hash }) => hash), own_blocks: own.map(({ hash }) => hash) }]]
        : []
    })
    return compared.length > 0 ? [writeRecord(root, { page, blocks }, { ...record, compared: Object.fromEntries(compared) })] : []
  })
}
