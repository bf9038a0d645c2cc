import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isLocale, type Locale } from '../../shared/locales.ts'
import { formatFindings } from '../../shared/content/finding.ts'
import { pendingOf } from '../../shared/content/translations/pending.ts'
import { readTranslations, type TranslatedPage } from '../../shared/content/translations/read.ts'
import { emptyRecord, formatRecord, recordFile, type TranslationRecord } from '../../shared/content/translations/record.ts'
import { urgentBlocks } from '../../shared/content/translations/urgent.ts'
import { UsageError } from '../report/usage-error.ts'

/** A page in one language, as it is typed: `fr/steps`. */
export type PageName = { locale: Locale, page: string }

/**
 * Finds a page by what was typed.
 *
 * @throws UsageError when there is no such page, or its record cannot be read
 */
export function findPage(root: string, typed: string): PageName & TranslatedPage {
  const [, code, name = ''] = /^(?:content\/)?([^/]+)\/(.+?)(?:\.md)?$/.exec(typed) ?? []
  if (!isLocale(code)) throw new UsageError(`“${typed}” is no page: write language and name, like fr/steps`)
  const pages = readTranslations(root)
  const found = pages.find(({ page }) => page === name)
  if (!found) throw new UsageError(`there is no page “${name}”; there are ${pages.map(({ page }) => page).join(', ')}`)
  if (!found.blocks[code]) throw new UsageError(`the page “${name}” does not exist in “${code}”: translate it first`)
  if (found.findings.length > 0) throw new UsageError(formatFindings(found.findings))
  return { locale: code, ...found }
}

/**
 * Writes the record of a page, without notes and overrides that nothing waits for any longer.
 *
 * @returns the file, from the root
 */
export function writeRecord(root: string, page: Pick<TranslatedPage, 'page' | 'blocks'>, record: TranslationRecord): string {
  const file = recordFile(page.page)
  const tidy = tidyRecord(record, page)
  if (formatRecord(tidy) === formatRecord(emptyRecord)) {
    rmSync(join(root, file), { force: true })
    return file
  }
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), formatRecord(tidy))
  return file
}

function tidyRecord(record: TranslationRecord, { blocks }: Pick<TranslatedPage, 'blocks'>): TranslationRecord {
  const urgent = urgentBlocks(record, blocks)
  return {
    compared: record.compared,
    noted: mapLocales(record.noted, (notes, source) => {
      const rest = notes.filter(({ block }) => waiting(record, blocks, source).has(block))
      return rest.length > 0 ? rest : undefined
    }),
    overrides: mapLocales(record.overrides, (override, locale) => {
      const isNeeded = urgent.some(({ block, missing }) => missing.includes(locale) && override.blocks.includes(block.hash))
      return isNeeded ? override : undefined
    }),
  }
}

/** The hashes of a source that some language has not been compared with. */
function waiting(record: TranslationRecord, blocks: TranslatedPage['blocks'], source: Locale): ReadonlySet<string> {
  const followers = Object.keys(record.compared).filter(isLocale).map(locale => pendingOf(record, locale, blocks))
  return new Set(followers.flatMap(pending => pending?.source === source ? [...pending.added.map(({ hash }) => hash), ...pending.removed] : []))
}

function mapLocales<T>(part: Partial<Record<Locale, T>>, change: (value: T, locale: Locale) => T | undefined): Partial<Record<Locale, T>> {
  const entries = Object.entries(part).flatMap(([code, value]): [Locale, T][] => {
    const kept = isLocale(code) ? change(value, code) : undefined
    return isLocale(code) && kept !== undefined ? [[code, kept]] : []
  })
  return Object.fromEntries(entries)
}
