import { diffWords } from 'diff'
import type { Locale } from '../../shared/locales.ts'

/** A piece of a text: in both, only in the older, or only in the newer. */
export type Piece = { text: string, kind: 'same' | 'removed' | 'added' }

/**
 * What differs between two texts, by words. The words are those of ICU: the library's own rule knows Latin letters alone, and would
 * compare Cyrillic letter by letter.
 */
export function compareWords(before: string, after: string, locale: Locale): Piece[] {
  const pieces = diffWords(before, after, { intlSegmenter: new Intl.Segmenter(locale, { granularity: 'word' }) })
  return pieces.map(({ value, removed, added }) => ({ text: value, kind: removed ? 'removed' : added ? 'added' : 'same' }))
}

/**
 * The share of words that two texts have in common.
 *
 * @returns from 0 to 1
 */
export function similarity(a: string, b: string): number {
  const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
  const [one, other] = [wordsOf(a), wordsOf(b)]
  return 2 * one.intersection(other).size / Math.max(1, one.size + other.size)
}

/** @example pieces as in git: 'Don’t call from a [-work-]{+borrowed+} phone' */
export function formatPieces(pieces: readonly Piece[]): string {
  return pieces.map(({ text, kind }) => kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`).join('')
}
