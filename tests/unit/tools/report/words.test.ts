import { describe, expect, it } from 'vitest'
import { compareWords, formatPieces, similarity } from '../../../../tools/report/words.ts'

describe('compareWords', () => {
  it.each([
    ['ru', 'с рабочего телефона', 'с чужого телефона', 'с [-рабочего-]{+чужого+} телефона'],
    ['uk', 'зв’язок є', 'зв’язку немає', '[-зв’язок є-]{+зв’язку немає+}'],
    ['fr', 'l’accueil', 'l’entrée', '[-l’accueil-]{+l’entrée+}'],
    ['en', 'one two', 'one two', 'one two'],
    ['en', '', 'new', '{+new+}'],
  ] as const)('shows whole words that differ: %s', (locale, before, after, expected) => {
    expect(formatPieces(compareWords(before, after, locale))).toBe(expected)
  })
})

describe('similarity', () => {
  it.each([['a b', 'A, b!', 1], ['a b', 'c d', 0], ['a b', 'b c', 0.5], ['', '', 0]])('of %j and %j is %d', (one, other, share) => {
    expect(similarity(one, other)).toBe(share)
  })
})
