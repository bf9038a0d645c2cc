import { expect, it } from 'vitest'
import { pluralIndex } from '../../../shared/plural.ts'

const counts = [0, 1, 2, 5, 11, 21, 22, 25, 111, 1.5, 1_000_000]

it.each([
  ['ru', [2, 0, 1, 2, 2, 0, 1, 2, 2, 1, 2]],
  ['uk', [2, 0, 1, 2, 2, 0, 1, 2, 2, 1, 2]],
  ['fr', [0, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1]],
  ['en', [1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
] as const)('%s', (locale, expected) => {
  expect(counts.map(pluralIndex(locale))).toEqual(expected)
})
