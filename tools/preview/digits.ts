import { diffChars } from 'diff'

/** A character of a value; `isChanged` marks one that the other value does not have at its place. */
export type Digit = { character: string, isChanged: boolean }

/** A value before and after, character by character, and how many places differ. */
export type DigitComparison = { before: Digit[], after: Digit[], changes: { position: number, before: string, after: string }[] }

/**
 * Compares two values of a contact digit by digit. Values of the same length are compared place by place, so that two exchanged digits
 * show as two wrong ones; otherwise what was put in and left out is looked for.
 *
 * @returns positions count from 1, in the new value; an empty text stands for a character that is not there
 */
export function compareDigits(before: string, after: string): DigitComparison {
  return [...before].length === [...after].length ? byPlace([...before], [...after]) : bySequence(before, after)
}

function byPlace(before: string[], after: string[]): DigitComparison {
  const differs = (index: number): boolean => before[index] !== after[index]
  return {
    before: before.map((character, index) => ({ character, isChanged: differs(index) })),
    after: after.map((character, index) => ({ character, isChanged: differs(index) })),
    changes: after.flatMap((character, index) => differs(index) ? [{ position: index + 1, before: before[index] ?? '', after: character }] : []),
  }
}

function bySequence(before: string, after: string): DigitComparison {
  const comparison: DigitComparison = { before: [], after: [], changes: [] }
  for (const { value, removed, added } of diffChars(before, after)) {
    for (const character of value) {
      const digit = { character, isChanged: removed || added }
      if (!added) comparison.before.push(digit)
      if (!removed) comparison.after.push(digit)
      if (digit.isChanged)
        comparison.changes.push({ position: comparison.after.length + (removed ? 1 : 0), before: removed ? character : '', after: added ? character : '' })
    }
  }
  return comparison
}
