import { locales, type Locale } from '../../shared/locales.ts'
import { formatDate } from '../../shared/format.ts'
import { colon } from '../report/colon.ts'
import type { LanguageStatus, PageChange, PageStatus } from './status.ts'
import { words } from './words.ts'

/** The command that an editor types when a page was compared: for the first that is behind. Undefined when none is. */
export function confirmCommand(pages: readonly PageStatus[]): string | undefined {
  const [first] = pages.flatMap(({ page, changes }) => changes.flatMap(({ languages }) => languages.map(locale => `${locale}/${page}`)))
  return first === undefined ? undefined : `npm run translations -- confirm ${first} --by "…"`
}

/** How a page stands in a language, in few words. */
export function statePhrase({ state, changes, edited }: LanguageStatus, locale: Locale): string {
  const { behind, states, edited: own } = words[locale]
  return [state === 'behind' ? `${behind}${colon(locale)}${changes}` : states[state], ...edited > 0 ? [`${own}${colon(locale)}${edited}`] : []].join('; ')
}

/** Who has compared a page, when and with what; undefined when nobody was recorded. */
export function comparisonPhrase({ source, since, by }: LanguageStatus, locale: Locale): string | undefined {
  if (source === null || since === null) return undefined
  const { comparedWith, byNobody } = words[locale]
  return by === null ? `${byNobody}, ${formatDate(since, locale)}` : `${comparedWith} ${nameOf(source)}, ${formatDate(since, locale)}, ${by}`
}

/** What happened to a text, when and by whom. */
export function changePhrase({ kind, on, by, isCommitted, urgent }: PageChange, locale: Locale): string {
  const { kinds, sinceUnknown, uncommitted, urgent: mark } = words[locale]
  const when = on === null ? isCommitted ? sinceUnknown : uncommitted : formatDate(on, locale)
  return [...urgent ? [mark.toUpperCase()] : [], kinds[kind], when, ...by === null ? [] : [by]].join(', ')
}

/** Where a text stands, or where it stood. */
export function placeOf({ page }: PageStatus, { source, line }: PageChange): string {
  return `content/${source}/${page}.md${line === null ? '' : `:${line}`}`
}

/** The language's own name. */
export function nameOf(locale: Locale): string {
  return locales.find(({ code }) => code === locale)?.name ?? locale
}

/** How many records have no name. */
export function unnamedRecords(pages: readonly PageStatus[]): number {
  return pages.flatMap(({ languages }) => Object.values(languages)).filter(({ source, by }) => source !== null && by === null).length
}
