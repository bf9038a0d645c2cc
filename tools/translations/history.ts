import { blocksOf, hashOf } from '../../shared/content/translations/blocks.ts'
import { versionsOf } from '../git/versions.ts'

/** When something happened. `by` and `on` are null when nobody knows; `isCommitted` is false for what git has not yet seen. */
export type Moment = { on: string | null, by: string | null, isCommitted: boolean }

const unknown: Moment = { on: null, by: null, isCommitted: true }

type Version = { texts: ReadonlyMap<string, string>, on: string, by: string, isOldestKnown: boolean }

/** What git knows about the blocks of a file. */
export type History = {
  /** Since when a block of the present file is there. */
  since: (hash: string) => Moment
  /** When a block went that is there no longer. */
  gone: (hash: string) => Moment
  /** The text of a block that was once committed. */
  textOf: (hash: string) => string | undefined
}

/**
 * Looks blocks up by what they say, not by their lines: wrapping a paragraph anew and moving it do not make it newer.
 *
 * @param file the path from `root`
 */
export function readHistory(root: string, file: string): History {
  const versions: Version[] = versionsOf(root, file).map(({ text, ...rest }) => ({
    ...rest,
    texts: new Map(blocksOf(text).map(block => [hashOf(block.text), block.text])),
  }))
  const isKnown = versions.length > 0

  return {
    since(hash) {
      const after = versions.findIndex(({ texts }) => !texts.has(hash))
      const first = versions.at(after < 0 ? -1 : after - 1)
      if (!isKnown) return unknown
      if (after === 0) return { ...unknown, isCommitted: false }
      return first && !first.isOldestKnown ? { on: first.on, by: first.by, isCommitted: true } : unknown
    },
    gone(hash) {
      const last = versions.findIndex(({ texts }) => texts.has(hash))
      if (last === 0) return { ...unknown, isCommitted: false }
      const remover = versions[last - 1]
      return last > 0 && remover ? { on: remover.on, by: remover.by, isCommitted: true } : unknown
    },
    textOf: hash => versions.find(({ texts }) => texts.has(hash))?.texts.get(hash),
  }
}
