import { diffChars, diffWords } from 'diff'
import type { Locale } from './locales.ts'

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

/** A sign of a value; `isChanged` marks one that the other value does not have at its place. */
export type Sign = { sign: string, isChanged: boolean }

/** A value before and after, sign by sign, and each place that differs. */
type SignComparison = { before: Sign[], after: Sign[], changes: { position: number, before: string, after: string }[] }

/**
 * Compares two values of a contact sign by sign. Values of the same length are compared place by place, so that two exchanged digits
 * show as two wrong ones; otherwise what was put in and left out is looked for.
 *
 * @returns positions count from 1, in the new value; an empty text stands for a sign that is not there
 */
export function compareSigns(before: string, after: string): SignComparison {
  return [...before].length === [...after].length ? byPlace([...before], [...after]) : bySequence(before, after)
}

function byPlace(before: readonly string[], after: readonly string[]): SignComparison {
  const differs = (index: number): boolean => before[index] !== after[index]
  return {
    before: before.map((sign, index) => ({ sign, isChanged: differs(index) })),
    after: after.map((sign, index) => ({ sign, isChanged: differs(index) })),
    changes: after.flatMap((sign, index) => differs(index) ? [{ position: index + 1, before: before[index] ?? '', after: sign }] : []),
  }
}

function bySequence(before: string, after: string): SignComparison {
  const comparison: SignComparison = { before: [], after: [], changes: [] }
  for (const { value, removed, added } of diffChars(before, after)) {
    for (const sign of value) {
      const isChanged = removed || added
      if (!added) comparison.before.push({ sign, isChanged })
      if (!removed) comparison.after.push({ sign, isChanged })
      if (isChanged) comparison.changes.push({ position: comparison.after.length + (removed ? 1 : 0), before: removed ? sign : '', after: added ? sign : '' })
    }
  }
  return comparison
}

/**
 * Two values for a terminal, one above the other, with a mark under each sign that differs.
 *
 * @param before, after a name for each and its value
 * @returns lines
 */
export function sideBySide(before: readonly [name: string, value: string], after: readonly [name: string, value: string]): string[] {
  const width = Math.max(before[0].length, after[0].length) + 2
  const compared = compareSigns(before[1], after[1])
  const length = Math.max(compared.before.length, compared.after.length)
  const marks = Array.from({ length }, (_, index) => compared.before[index]?.isChanged || compared.after[index]?.isChanged ? '^' : ' ').join('')
  return [
    ...[before, after].map(([name, value]) => `${`${name}:`.padEnd(width)}${value.replaceAll('\u00A0', ' ')}`),
    `${' '.repeat(width)}${marks}`.trimEnd(),
  ]
}

/** How many signs a look-alike may have other than the genuine value; with more it is simply another name. */
const alike = 3

/**
 * The signs of an imitation, with those marked by which it differs from the genuine value. Where it leaves a sign out, its neighbours are marked;
 * in a name of its own nothing is.
 *
 * @example markDifference('abot', 'xabot') // 'x' is marked
 */
export function markDifference(genuine: string, imitation: string): { text: string, isMarked: boolean }[] {
  const { after, changes } = compareSigns(genuine, imitation)
  if (changes.length > alike) return [{ text: imitation, isMarked: false }]
  const gaps = changes.filter(change => change.after === '').map(({ position }) => position)
  const pieces: { text: string, isMarked: boolean }[] = []
  for (const [index, { sign, isChanged }] of after.entries()) {
    const isMarked = isChanged || gaps.some(position => position === index + 1 || position === index + 2)
    const last = pieces.at(-1)
    if (last?.isMarked === isMarked) last.text += sign
    else pieces.push({ text: sign, isMarked })
  }
  return pieces
}
