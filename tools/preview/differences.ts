import { diffArrays } from 'diff'
import { defaultLocale, localeCodes, type Locale } from '../../shared/locales.ts'
import { parsePath } from '../../shared/paths.ts'
import { compareWords, type Piece } from '../report/words.ts'
import { readPageText, withoutSections, type PageText } from './page-text.ts'

/** The pages of a built site, as HTML, by address. */
export type SitePages = ReadonlyMap<string, string>

/** An address whose page looks or reads otherwise; `texts` is empty where only the markup differs, as with a style. */
export type ChangedPage = { path: string, locale: Locale, name: string, state: 'changed' | 'new' | 'removed', texts: Piece[][] }

/**
 * What differs between two builds.
 *
 * - `repeated`: pages of everything that differ only where they repeat other pages.
 * - `framed`: pages that are the same but for header, menu, foot or style, which one of them shows.
 */
export type Differences = { pages: ChangedPage[], repeated: ChangedPage[], framed: ChangedPage[] }

/** The page that repeats the others. */
const everything = 'all'

/** Compares what two builds serve, address by address, in the order of names and languages. */
export function findDifferences(before: SitePages, after: SitePages): Differences {
  const paths = [...new Set([...after.keys(), ...before.keys()])]
  const compared = paths.map(path => compare(path, before.get(path), after.get(path)))
  const told = new Set(compared.flatMap(({ scope, page }) => scope === 'page' && page.name !== everything ? page.locale : []))
  const settled = compared.map((each): Compared => {
    const { path, name, state, locale } = each.page
    if (each.scope !== 'page' || name !== everything || state !== 'changed' || !told.has(locale)) return each
    const own = compare(path, withoutSections(before.get(path) ?? ''), withoutSections(after.get(path) ?? ''))
    return own.scope === 'page' ? own : { scope: 'repeated', page: { ...own.page, texts: [] } }
  })
  const order = (one: Compared): number => localeCodes.indexOf(one.page.locale)
  const of = (scope: Scope): ChangedPage[] => settled.filter(each => each.scope === scope).sort((a, b) => order(a) - order(b)).map(({ page }) => page)
  return { pages: of('page'), repeated: of('repeated'), framed: of('frame') }
}

type Scope = 'page' | 'repeated' | 'frame' | 'none'

type Compared = { scope: Scope, page: ChangedPage }

function compare(path: string, before: string | undefined, after: string | undefined): Compared {
  const { locale = defaultLocale, page: name } = parsePath(path)
  const was = before === undefined ? undefined : readPageText(before)
  const is = after === undefined ? undefined : readPageText(after)
  const state = was === undefined ? 'new' : is === undefined ? 'removed' : 'changed'
  const scope = was && is ? scopeOf(was, is) : 'page'
  const parts = scope === 'frame' ? ['frame'] as const : ['title', 'main'] as const
  const texts = parts.flatMap(part => changedLines(was?.[part] ?? [], is?.[part] ?? [], locale))
  return { scope, page: { path, locale, name, state, texts } }
}

function scopeOf(was: PageText, is: PageText): Scope {
  if (was.markup.main !== is.markup.main || was.title.join('\n') !== is.title.join('\n')) return 'page'
  return was.markup.frame !== is.markup.frame || was.markup.style !== is.markup.style ? 'frame' : 'none'
}

/** Each line that differs, with its words; a line that was replaced is compared with the one in its place. */
function changedLines(before: string[], after: string[], locale: Locale): Piece[][] {
  const parts = diffArrays(before, after)
  return parts.flatMap((part, index): Piece[][] => {
    if (part.removed) {
      const next = parts[index + 1]
      const added = next?.added ? next.value : []
      const length = Math.max(part.value.length, added.length)
      return Array.from({ length }, (_, at) => compareWords(part.value[at] ?? '', added[at] ?? '', locale))
    }
    return part.added && !parts[index - 1]?.removed ? part.value.map(text => [{ text, kind: 'added' }]) : []
  })
}
