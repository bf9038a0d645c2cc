import { localeCodes, type Locale } from '../../shared/locales.ts'
import { editedOf, isPending, pendingOf, sourcesOf, type Pending } from '../../shared/content/translations/pending.ts'
import { readTranslations, type TranslatedPage } from '../../shared/content/translations/read.ts'
import type { Finding } from '../../shared/content/finding.ts'
import { pageFile } from '../check/page.ts'
import { changesOf, type Change } from './changes.ts'
import { readHistory, type History } from './history.ts'

/**
 * How a page stands in one language.
 *
 * - `original`: others were compared with it, it with none; `current`: nothing has changed since it was compared; `behind`: something has;
 *   `uncompared`: it was never compared; `missing`: it does not exist.
 * - `since`: the day of the comparison; `by`: who compared, null for the state in which the records were begun.
 * - `edited`: so many blocks of its own were changed since; whether the others need that, no program can tell.
 */
export type LanguageStatus = {
  state: 'original' | 'current' | 'behind' | 'uncompared' | 'missing'
  source: Locale | null
  since: string | null
  by: string | null
  changes: number
  edited: number
}

/** A change of a source, and the languages that were compared before it. */
export type PageChange = Change & { source: Locale, languages: Locale[] }

export type PageStatus = { page: string, languages: Record<Locale, LanguageStatus>, changes: PageChange[] }

export type TranslationStatus = { pages: PageStatus[], findings: Finding[] }

/**
 * Compares every page with the records of its translations.
 *
 * @param root the folder of the project
 */
export function readStatus(root: string): TranslationStatus {
  const pages = readTranslations(root)
  return { pages: pages.map(page => statusOf(root, page)), findings: pages.flatMap(({ findings }) => findings) }
}

function statusOf(root: string, { page, blocks, record }: TranslatedPage): PageStatus {
  const histories = new Map<Locale, History>()
  const historyOf = (source: Locale): History => {
    const history = histories.get(source) ?? readHistory(root, pageFile(source, page))
    histories.set(source, history)
    return history
  }
  const pending = localeCodes.map(locale => ({ locale, pending: pendingOf(record, locale, blocks) }))
  const changes = pending.flatMap(({ locale, pending }) => isPending(pending)
    ? changesOf(pending, { noted: record.noted, history: historyOf(pending.source) }).map(change => ({ locale, source: pending.source, change }))
    : [])
  return { page, changes: groupChanges(changes), languages: { ru: of('ru'), uk: of('uk'), fr: of('fr'), en: of('en') } }

  function of(locale: Locale): LanguageStatus {
    const comparison = record.compared[locale]
    const own = pending.find(each => each.locale === locale)?.pending
    const edited = editedOf(record, locale, blocks)
    return {
      state: blocks[locale] ? stateOf(locale, own) : 'missing',
      source: comparison?.source ?? null,
      since: comparison?.on ?? null,
      by: comparison?.by ?? null,
      changes: changes.filter(each => each.locale === locale).length,
      edited: edited ? Math.max(edited.added.length, edited.removed.length) : 0,
    }
  }

  function stateOf(locale: Locale, pending: Pending | undefined): LanguageStatus['state'] {
    if (pending) return isPending(pending) ? 'behind' : 'current'
    return localeCodes.some(other => sourcesOf(record, other)[0] === locale) ? 'original' : 'uncompared'
  }
}

/** The same change of a source is told once, with all languages that lack it. */
function groupChanges(changes: readonly { locale: Locale, source: Locale, change: Change }[]): PageChange[] {
  const groups = Map.groupBy(changes, ({ source, change }) => [source, change.kind, change.block, change.before].join('\0'))
  return [...groups.values()].flatMap(([first, ...rest]) => first
    ? [{ ...first.change, source: first.source, languages: [first, ...rest].map(({ locale }) => locale) }]
    : [])
}
