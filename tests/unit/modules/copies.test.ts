import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { factsOf } from '../../../modules/copies.ts'

describe('factsOf', () => {
  const text = 'é'.repeat(700)
  const facts = factsOf(new Map([['info.html', text]]), 'en')

  it('tells kilobytes, rounded up, and the hash of the bytes', () => {
    expect(facts('size', 'info.html')).toBe('2')
    expect(facts('sha256', 'info.html')).toBe(createHash('sha256').update(Buffer.from(text)).digest('hex'))
  })

  it('throws for a file that was not made', () => {
    expect(() => facts('size', 'info-xx.html')).toThrow('info-xx.html')
  })
})
