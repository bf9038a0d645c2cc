import { isLocale } from '../../shared/locales.ts'
import { readTranslations } from '../../shared/content/translations/read.ts'
import type { Note } from '../../shared/content/translations/record.ts'
import { readStatus } from './status.ts'
import { writeRecord } from './store.ts'

/**
 * Writes into the records when and by whom each change was made and what stood there before, so that pages and clones without history
 * know it too. What git does not tell counts from today.
 *
 * @returns the files written, from the root
 */
export function noteChanges(root: string, today: string): string[] {
  const { pages } = readStatus(root)
  return readTranslations(root).flatMap(({ page, blocks, record }) => {
    const changes = pages.find(status => status.page === page)?.changes ?? []
    const fresh = changes.filter(({ source, block }) => !record.noted[source]?.some(note => note.block === block))
    if (fresh.length === 0) return []
    const noted = { ...record.noted }
    for (const [source, group] of Map.groupBy(fresh, change => change.source)) {
      if (!isLocale(source)) continue
      const notes = group.map(({ block, on, by, before }): Note => ({ block, on: on ?? today, by, before }))
      noted[source] = [...noted[source] ?? [], ...new Map(notes.map(note => [note.block, note])).values()]
    }
    return [writeRecord(root, { page, blocks }, { ...record, noted })]
  })
}
