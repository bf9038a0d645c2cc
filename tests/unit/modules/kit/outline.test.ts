import { describe, expect, it } from 'vitest'
import { areaOf, pathOf, roundRing } from '../../../../modules/kit/outline.ts'

describe('areaOf', () => {
  it('is the same in either direction', () => {
    expect(areaOf([[0, 0], [4, 0], [4, 3], [0, 3]])).toBe(12)
    expect(areaOf([[0, 3], [4, 3], [4, 0], [0, 0]])).toBe(12)
  })
})

describe('roundRing', () => {
  it('keeps corners', () => expect(roundRing([[0.2, 0], [4.1, 0.4], [3.9, 3.1]])).toEqual([[0, 0], [4, 0], [4, 3]]))

  it('drops points that repeat, lie on a line or make a spike', () => {
    expect(roundRing([[0, 0], [0.2, 0.1], [2, 0], [4, 0], [4, 3], [7, 3], [4, 3], [0, 3], [0, 0]])).toEqual([[4, 0], [4, 3], [0, 3], [0, 0]])
  })

  it('leaves nothing of a ring without area', () => expect(roundRing([[0, 0], [0.4, 0.1], [0.1, 0.3]])).toEqual([]))
})

describe('pathOf', () => {
  it('writes the way from point to point', () => expect(pathOf([[1, 2], [4, 2], [4, 0], [-1, -1]])).toBe('M1 2l3 0 0-2-5-1z'))
})
