import { localeCodes, type Locale } from '../../locales.ts'
import type { Block } from './blocks.ts'
import { pendingOf, isPending, type PageBlocks } from './pending.ts'
import type { TranslationRecord } from './record.ts'

/** A marked block, and the languages that do not have it yet as far as anybody has compared. */
export type UrgentBlock = { source: Locale, block: Block, missing: Locale[] }

/** The marked blocks of a page that not every language has. */
export function urgentBlocks(record: TranslationRecord, blocks: PageBlocks): UrgentBlock[] {
  return localeCodes.flatMap(source => (blocks[source] ?? []).filter(({ urgent }) => urgent).flatMap((block) => {
    const reached = reachedBy(record, blocks, source, block.hash)
    const missing = localeCodes.filter(locale => blocks[locale] && !reached.has(locale))
    return missing.length > 0 ? [{ source, block, missing }] : []
  }))
}

/**
 * The languages whose page says what a block says: those compared with it while it stood there, and from them on those that are
 * not behind. A comparison tells about both of its languages.
 */
function reachedBy(record: TranslationRecord, blocks: PageBlocks, source: Locale, hash: string): ReadonlySet<Locale> {
  const reached = new Set<Locale>([source])
  for (const from of reached) {
    for (const to of localeCodes) {
      const seen = seenOf(record, from, to)
      const has = from === source ? seen?.includes(hash) : seen && hasAll(record, from, to, blocks)
      if (has) reached.add(to)
    }
  }
  return reached
}

/** The hashes of one language that a comparison with another has seen. */
function seenOf({ compared }: TranslationRecord, from: Locale, to: Locale): string[] | undefined {
  if (compared[to]?.source === from) return compared[to].source_blocks
  return compared[from]?.source === to ? compared[from].own_blocks : undefined
}

function hasAll(record: TranslationRecord, from: Locale, to: Locale, blocks: PageBlocks): boolean {
  if (record.compared[to]?.source === from) return !isPending(pendingOf(record, to, blocks))
  const seen = seenOf(record, from, to) ?? []
  return (blocks[from] ?? []).every(block => seen.includes(block.hash))
}
