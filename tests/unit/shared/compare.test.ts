import { describe, expect, it } from 'vitest'
import { compareSigns, compareWords, markDifference, sideBySide, type Piece, type Sign } from '../../../shared/compare.ts'

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

describe('compareSigns', () => {
  it.each([
    ['+380 44', '+380 44', '+380 44', '+380 44'],
    ['1234', '1294', '12[3]4', '12[9]4'],
    ['1234', '1324', '1[2][3]4', '1[3][2]4'],
    ['1234', '12934', '1234', '12[9]34'],
    ['12934', '1234', '12[9]34', '1234'],
    ['', '12', '', '[1][2]'],
    ['@some_bot', '@s\u043Eme_bot', '@s[o]me_bot', '@s[\u043E]me_bot'],
  ])('marks what differs between %s and %s', (before, after, markedBefore, markedAfter) => {
    const comparison = compareSigns(before, after)
    expect([mark(comparison.before), mark(comparison.after)]).toEqual([markedBefore, markedAfter])
  })

  it('tells each change with its place', () => {
    expect(compareSigns('1234', '1324').changes).toEqual([{ position: 2, before: '2', after: '3' }, { position: 3, before: '3', after: '2' }])
    expect(compareSigns('123', '1293').changes).toEqual([{ position: 3, before: '', after: '9' }])
    expect(compareSigns('1293', '123').changes).toEqual([{ position: 3, before: '9', after: '' }])
  })
})

it('sideBySide puts a mark under each sign that differs', () => {
  expect(sideBySide(['−', '+1\u00A023'], ['+', '+1\u00A029'])).toEqual(['−: +1 23', '+: +1 29', '       ^'])
  expect(sideBySide(['signed', '123'], ['page', '1293'])).toEqual(['signed: 123', 'page:   1293', '          ^'])
})

/** As git shows them. */
function formatPieces(pieces: readonly Piece[]): string {
  return pieces.map(({ text, kind }) => kind === 'same' ? text : kind === 'removed' ? `[-${text}-]` : `{+${text}+}`).join('')
}

/** Changed signs in brackets. */
function mark(signs: readonly Sign[]): string {
  return signs.map(({ sign, isChanged }) => isChanged ? `[${sign}]` : sign).join('')
}

describe('markDifference', () => {
  it.each([
    ['another letter', 'some_bot', 'sone_bot', 'so[n]e_bot'],
    ['a letter more', 'some_bot', 'somme_bot', 'som[m]e_bot'],
    ['a letter less: its neighbours', 'some_bot', 'som_bot', 'so[m_]bot'],
    ['a name of its own', 'some_bot', 'other_name', 'other_name'],
  ])('marks %s', (_what, genuine, imitation, marked) => {
    expect(markDifference(genuine, imitation).map(({ text, isMarked }) => isMarked ? `[${text}]` : text).join('')).toBe(marked)
  })
})
