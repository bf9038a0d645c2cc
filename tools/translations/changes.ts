import { hashOf, type Block } from '../../shared/content/translations/blocks.ts'
import type { Pending } from '../../shared/content/translations/pending.ts'
import type { Note, TranslationRecord } from '../../shared/content/translations/record.ts'
import { similarity } from '../report/words.ts'
import type { History, Moment } from './history.ts'

/**
 * A block of a source that is new, changed or gone since a translation was compared with it.
 *
 * - `block`: its hash; of one that is gone, the hash that it had.
 * - `line`: in the file of the source; null for one that is gone.
 * - `text`, `before`: what stands there now, and what stood there; null where there is nothing or nobody knows.
 * - `on`, `by`: since when and by whom; null when neither git nor a note tells.
 */
export type Change = Moment & {
  kind: 'new' | 'changed' | 'removed'
  block: string
  line: number | null
  text: string | null
  before: string | null
  urgent: boolean
}

type Known = Pick<TranslationRecord, 'noted'> & { history: History }

/** Something that is gone; `text` is undefined when neither git nor a note has it. */
type Gone = { block: string, text: string | undefined }

/** Below this share of common words, a block is taken for a new one and not for another wording of one that is gone. */
const likeness = 0.4

/** The changes of a source, each with its old text and its date as far as notes and git know them. */
export function changesOf({ source, added, removed }: Pending, { noted, history }: Known): Change[] {
  const notes = noted[source] ?? []
  const noteOf = (hash: string): Note | undefined => notes.find(({ block }) => block === hash)
  const notedText = (hash: string): string | undefined => notes.flatMap(({ before }) => before ?? []).find(text => hashOf(text) === hash)
  const gone = removed.map((block): Gone => ({ block, text: history.textOf(block) ?? notedText(block) }))
  const origins = findOrigins(added, gone, noteOf)
  const rest = gone.filter(({ block }) => ![...origins.values()].some(origin => origin.block === block))

  return [
    ...added.map(({ hash, line, text, urgent }): Change => {
      const origin = origins.get(hash)
      const moment = momentOf(noteOf(hash)) ?? history.since(hash)
      return { kind: origin ? 'changed' : 'new', block: hash, line, text, before: origin?.text ?? null, urgent, ...moment }
    }),
    ...rest.map(({ block, text = null }): Change => {
      const moment = momentOf(noteOf(block)) ?? history.gone(block)
      return { kind: 'removed', block, line: null, text: null, before: text, urgent: false, ...moment }
    }),
  ]
}

/**
 * What each new block was made from: first as noted, then by likeness; what is left, in order, if as many are new as are gone.
 *
 * @returns by the hash of the new block
 */
function findOrigins(added: readonly Block[], gone: readonly Gone[], noteOf: (hash: string) => Note | undefined): Map<string, Gone> {
  const origins = new Map<string, Gone>()
  const taken = new Set<string>()
  const take = (block: Block, choose: (candidates: Gone[]) => Gone | undefined): void => {
    const origin = origins.has(block.hash) ? undefined : choose(gone.filter(candidate => !taken.has(candidate.block)))
    if (!origin) return
    origins.set(block.hash, origin)
    taken.add(origin.block)
  }
  for (const block of added) {
    const before = noteOf(block.hash)?.before ?? undefined
    if (before === undefined) continue
    take(block, candidates => candidates.some(candidate => candidate.block === hashOf(before)) ? { block: hashOf(before), text: before } : undefined)
  }
  for (const block of added) take(block, candidates => likeliest(block, candidates))
  const rest = added.filter(({ hash }) => !origins.has(hash))
  if (rest.length + taken.size === gone.length) for (const block of rest) take(block, ([next]) => next)
  return origins
}

function likeliest({ text }: Block, candidates: readonly Gone[]): Gone | undefined {
  const share = (candidate: Gone): number => similarity(candidate.text ?? '', text)
  return candidates.filter(candidate => share(candidate) >= likeness).toSorted((a, b) => share(b) - share(a))[0]
}

/** Notes come before git: they are the same in every clone. */
function momentOf(note: Note | undefined): Moment | undefined {
  return note && { on: note.on, by: note.by, isCommitted: true }
}
