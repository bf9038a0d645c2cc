import { diffArrays } from 'diff'
import { defaultLocale, localeCodes, type Locale } from '../../shared/locales.ts'
import { parsePath } from '../../shared/paths.ts'
import { compareWords, type Piece } from '../report/words.ts'
import { readPageText, type PageText } from './page-text.ts'

/** The pages of a built site, as HTML, by address. */
export type SitePages = ReadonlyMap<string, string>

/** An address whose page looks or reads otherwise; `texts` is empty where only the markup differs, as with a style. */
export type ChangedPage = { path: string, locale: Locale, name: string, state: 'changed' | 'new' | 'removed', texts: Piece[][] }

/** What differs between two builds. `framed`: pages that are the same but for header, menu, foot or style, which one of them shows. */
export type Differences = { pages: ChangedPage[], framed: ChangedPage[] }

/** Compares what two builds serve, address by address, in the order of names and languages. */
export function findDifferences(before: SitePages, after: SitePages): Differences {
  const paths = [...new Set([...after.keys(), ...before.keys()])]
  const compared = paths.map(path => compare(path, before.get(path), after.get(path)))
  const order = (one: { page: ChangedPage }): number => localeCodes.indexOf(one.page.locale)
  const of = (scope: Scope): ChangedPage[] => compared.filter(each => each.scope === scope).sort((a, b) => order(a) - order(b)).map(({ page }) => page)
  return { pages: of('page'), framed: of('frame') }
}

type Scope = 'page' | 'frame' | 'none'

function compare(path: string, before: string | undefined, after: string | undefined): { scope: Scope, page: ChangedPage } {
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
