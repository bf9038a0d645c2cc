import type { Finding } from '../../shared/content/finding.ts'
import { editedOf, isPending, pendingOf, readTranslations, sourcesOf, type Compared, type TranslatedPage } from '../../shared/content/translations.ts'
import { localeCodes, locales, type Locale } from '../../shared/locales.ts'
import { pageFile } from '../check/page.ts'
import { colon } from '../../shared/format.ts'
import { toolWords } from '../../shared/tool-words.ts'

/**
 * How a page stands in one language.
 *
 * - `state`: `original`: others were compared with it, it with none; `current`: nothing has changed since it was compared; `behind`:
 *   something has; `uncompared`: it was never compared; `missing`: it does not exist.
 * - `since`: the day of the comparison; `by`: who compared, null for the state with which the project began.
 * - `changes`: so many blocks of the source were changed since.
 * - `edited`: so many blocks of its own were changed since; whether the others need that, no program can tell.
 */
type LanguageStatus = {
  state: 'original' | 'current' | 'behind' | 'uncompared' | 'missing'
  source: Locale | null
  since: string | null
  by: string | null
  changes: number
  edited: number
}

/**
 * A block of a source that is new or has changed, or one that was there before; and the languages that were compared before it.
 *
 * - `block`: its hash; of one that is gone, the hash that it had.
 * - `line`, `text`: null for one that is gone, since a record keeps no texts.
 */
type PageChange = {
  kind: 'new' | 'removed'
  source: Locale
  languages: Locale[]
  block: string
  line: number | null
  text: string | null
}

export type PageStatus = { page: string, languages: Record<Locale, LanguageStatus>, changes: PageChange[] }

/**
 * Compares every page with the records of its translations.
 *
 * @param root the folder of the project
 */
export function readStatus(root: string): { pages: PageStatus[], findings: Finding[] } {
  const pages = readTranslations(root)
  return { pages: pages.map(statusOf), findings: pages.flatMap(({ findings }) => findings) }
}

function statusOf(translated: TranslatedPage): PageStatus {
  const of = (locale: Locale): LanguageStatus => languageStatus(translated, locale)
  return { page: translated.page, languages: { ru: of('ru'), uk: of('uk'), fr: of('fr'), en: of('en') }, changes: changesOf(translated) }
}

function languageStatus({ blocks, compared }: TranslatedPage, locale: Locale): LanguageStatus {
  const comparison = compared[locale]
  const pending = pendingOf(compared, locale, blocks)
  const state = pending ? isPending(pending) ? 'behind' : 'current' : isOriginal(compared, locale) ? 'original' : 'uncompared'
  return {
    state: blocks[locale] ? state : 'missing',
    source: comparison?.source ?? null,
    since: comparison?.on ?? null,
    by: comparison?.by ?? null,
    changes: countOf(pending),
    edited: countOf(editedOf(compared, locale, blocks)),
  }
}

function isOriginal(compared: Compared, locale: Locale): boolean {
  return localeCodes.some(other => sourcesOf(compared, other)[0] === locale)
}

/** A block that was changed is one that is new and one that is gone. */
function countOf(difference: { added: readonly unknown[], removed: readonly unknown[] } | undefined): number {
  return difference ? Math.max(difference.added.length, difference.removed.length) : 0
}

/** Each change of a source is told once, with all languages that lack it. */
function changesOf({ blocks, compared }: TranslatedPage): PageChange[] {
  const changes = localeCodes.flatMap((locale): PageChange[] => {
    const pending = pendingOf(compared, locale, blocks)
    if (!pending) return []
    const common = { source: pending.source, languages: [locale] }
    return [
      ...pending.added.map(({ hash, line, text }): PageChange => ({ kind: 'new', ...common, block: hash, line, text })),
      ...pending.removed.map((block): PageChange => ({ kind: 'removed', ...common, block, line: null, text: null })),
    ]
  })
  const groups = Map.groupBy(changes, ({ kind, source, block, line }) => [kind, source, block, line].join(' '))
  return [...groups.values()].flatMap(([first, ...rest]) =>
    first ? [{ ...first, languages: [first, ...rest].flatMap(({ languages }) => languages) }] : [])
}

/**
 * The status for a terminal: a table, pages by languages, and below it every text that a language lacks.
 *
 * @param locale of the words around
 */
export function formatStatus(pages: readonly PageStatus[], locale: Locale): string {
  const { page, nothingBehind, unnamed, howToConfirm } = toolWords[locale].translations
  const rows = [[page, ...localeCodes.map(nameOf)], ...pages.map(({ page, languages }) => [page, ...localeCodes.map(code => statePhrase(languages[code], locale))])]
  const changes = pages.flatMap(({ page, changes }) => changes.map(change => formatChange(page, change, locale)))
  const behind = pages.flatMap(({ page, changes }) => changes.flatMap(({ languages }) => languages.map(code => `${code}/${page}`)))[0]
  const unnamedRecords = pages.flatMap(({ languages }) => Object.values(languages)).filter(({ source, by }) => source !== null && by === null).length
  return [
    formatTable(rows),
    ...changes,
    behind === undefined ? nothingBehind : `${howToConfirm}${colon(locale).trimEnd()}\n  npm run translations -- confirm ${behind} --by "…"`,
    ...unnamedRecords > 0 ? [`${unnamed}${colon(locale)}${unnamedRecords}.`] : [],
  ].join('\n\n')
}

function formatTable(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows.map(row => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n')
}

function formatChange(page: string, { kind, source, languages, line, text }: PageChange, locale: Locale): string {
  const { kinds, missingIn } = toolWords[locale].translations
  return [
    `${pageFile(source, page)}${line === null ? '' : `:${line}`}  ${kinds[kind]}`,
    `    ${missingIn}${colon(locale)}${languages.map(nameOf).join(', ')}`,
    ...text === null ? [] : [`    ${text}`],
  ].join('\n')
}

/** How a page stands in a language, in few words. */
function statePhrase({ state, changes, edited }: LanguageStatus, locale: Locale): string {
  const { behind, states, edited: own } = toolWords[locale].translations
  return [state === 'behind' ? `${behind}${colon(locale)}${changes}` : states[state], ...edited > 0 ? [`${own}${colon(locale)}${edited}`] : []].join('; ')
}

/** The language's own name. */
function nameOf(locale: Locale): string {
  return locales.find(({ code }) => code === locale)?.name ?? locale
}
