import { defaultLocale, localeCodes, type Locale } from '../../locales.ts'
import { hashOf, type Block } from './blocks.ts'
import type { Note, TranslationRecord } from './record.ts'

/** The blocks of a page, by language; a language without the page is absent. */
export type PageBlocks = Partial<Record<Locale, Block[]>>

/** What a source has that a comparison did not see, and the hashes of what it has no longer. */
export type Pending = { source: Locale, added: Block[], removed: string[] }

/**
 * How a source differs from what a translation was compared with. Blocks that only moved do not differ.
 *
 * @returns undefined for a page that was never compared, and when its source is missing
 */
export function pendingOf({ compared }: TranslationRecord, locale: Locale, blocks: PageBlocks): Pending | undefined {
  const comparison = compared[locale]
  const current = comparison && blocks[comparison.source]
  if (!comparison || !current) return undefined
  return { source: comparison.source, ...difference(comparison.source_blocks, current) }
}

/** What a translation itself has had changed since it was compared: mended there, or written there first. */
export function editedOf({ compared }: TranslationRecord, locale: Locale, blocks: PageBlocks): Omit<Pending, 'source'> | undefined {
  const comparison = compared[locale]
  const current = blocks[locale]
  return comparison && current && difference(comparison.own_blocks, current)
}

/** Whether anything is pending. */
export function isPending(pending: Pending | undefined): pending is Pending {
  return pending !== undefined && pending.added.length + pending.removed.length > 0
}

/** The languages that a page follows: the one that it was compared with, the one that this was compared with, and so on. */
export function sourcesOf({ compared }: TranslationRecord, locale: Locale): Locale[] {
  const chain: Locale[] = []
  for (let next = compared[locale]?.source; next && next !== locale && !chain.includes(next); next = compared[next]?.source) chain.push(next)
  return chain
}

/**
 * The languages in which a page was never compared: what changes elsewhere is not noticed for them. The default language and those that
 * it follows itself are none of these.
 */
export function unrecordedIn(record: TranslationRecord, blocks: PageBlocks): Locale[] {
  const leading = [defaultLocale, ...sourcesOf(record, defaultLocale)]
  return blocks[defaultLocale] ? localeCodes.filter(locale => blocks[locale] && !record.compared[locale] && !leading.includes(locale)) : []
}

/** The newer language of a page that is behind. `on`: the UTC day of the newest change, null when nobody has noted it. */
export type Newer = { source: Locale, on: string | null }

/**
 * Whether a page is behind another language, directly or because the language that it follows is.
 *
 * @returns the language to read instead, the first of the chain that has something new
 */
export function newerThan(record: TranslationRecord, locale: Locale, blocks: PageBlocks): Newer | undefined {
  const behind = [locale, ...sourcesOf(record, locale)].map(each => pendingOf(record, each, blocks)).filter(isPending)
  const source = behind.at(-1)?.source
  if (source === undefined) return undefined
  const days = behind.map(pending => notedDay(record, pending))
  return { source, on: days.includes(null) ? null : days.toSorted().at(-1) ?? null }
}

/** The day of the newest change; null if one of them has no note, since it may be the newest. */
function notedDay(record: TranslationRecord, pending: Pending): string | null {
  return isNoted(record, pending) ? notesOf(record, pending).map(({ on }) => on).sort().at(-1) ?? null : null
}

/** Whether notes tell when each change was made. A note of a block also stands for the one that it was made from. */
export function isNoted(record: TranslationRecord, pending: Pending): boolean {
  const notes = notesOf(record, pending)
  const unnoted = (hash: string): boolean => !notes.some(({ block }) => block === hash)
  const origins = new Set(notes.flatMap(({ before }) => before === null ? [] : hashOf(before)))
  // Where the old text was not known, the note has none, and one removed block is its origin.
  const unknownOrigins = pending.added.filter(({ hash }) => notes.some(({ block, before }) => block === hash && before === null)).length
  return !pending.added.some(({ hash }) => unnoted(hash))
    && pending.removed.filter(hash => unnoted(hash) && !origins.has(hash)).length <= unknownOrigins
}

function notesOf({ noted }: TranslationRecord, { source, added, removed }: Pending): Note[] {
  const hashes = new Set([...added.map(({ hash }) => hash), ...removed])
  return (noted[source] ?? []).filter(({ block }) => hashes.has(block))
}

/** Multisets: a sentence that stands twice and then once has lost one. */
function difference(before: readonly string[], current: readonly Block[]): { added: Block[], removed: string[] } {
  const rest = [...before]
  const added = current.filter(({ hash }) => {
    const at = rest.indexOf(hash)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
  return { added, removed: rest }
}
