import { expect, it } from 'vitest'
import { mapClass } from '../../../shared/map-class.ts'

it.each([[0, 0], [10, 1], [90, 1], [100, 2], [990, 2], [1000, 3], [9990, 3], [10_000, 4], [100_000, 5], [46_000_000, 5]])('%i visits have colour %i', (visits, expected) => {
  expect(mapClass(visits)).toBe(expected)
})
