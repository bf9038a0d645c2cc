import { describe, expect, it } from 'vitest'
import { compareDigits, type Digit } from '../../../../tools/preview/digits.ts'
import { formatDigits } from '../../../../tools/preview/format-digits.ts'

/** Changed characters in brackets. */
function mark(digits: readonly Digit[]): string {
  return digits.map(({ character, isChanged }) => isChanged ? `[${character}]` : character).join('')
}

describe('compareDigits', () => {
  it.each([
    ['+380 44', '+380 44', '+380 44', '+380 44'],
    ['1234', '1294', '12[3]4', '12[9]4'],
    ['1234', '1324', '1[2][3]4', '1[3][2]4'],
    ['1234', '12934', '1234', '12[9]34'],
    ['12934', '1234', '12[9]34', '1234'],
    ['', '12', '', '[1][2]'],
    ['@some_bot', '@s\u043Eme_bot', '@s[o]me_bot', '@s[\u043E]me_bot'],
  ])('marks what differs between %s and %s', (before, after, markedBefore, markedAfter) => {
    const comparison = compareDigits(before, after)
    expect([mark(comparison.before), mark(comparison.after)]).toEqual([markedBefore, markedAfter])
  })

  it('tells each change with its place', () => {
    expect(compareDigits('1234', '1324').changes).toEqual([{ position: 2, before: '2', after: '3' }, { position: 3, before: '3', after: '2' }])
    expect(compareDigits('123', '1293').changes).toEqual([{ position: 3, before: '', after: '9' }])
    expect(compareDigits('1293', '123').changes).toEqual([{ position: 3, before: '9', after: '' }])
  })
})

function digitsOf(...[before, after, locale]: Parameters<typeof formatDigits>): string {
  return formatDigits(before, after, locale).map(({ source }) => source).join('\n')
}

describe('formatDigits', () => {
  it('marks the digits, and tells the change in words', () => {
    const html = digitsOf('+1 23', '+1 29', 'fr')
    expect(html).toContain('avant\u00A0: <span class="digits">+1 2<mark>3</mark></span>')
    expect(html).toContain('après\u00A0: <span class="digits">+1 2<mark>9</mark></span>')
    expect(html).toContain('<li>Signe 5\u00A0: 3 → 9</li>')
  })

  it('names a value that is not there, without a list of all its characters', () => {
    const html = digitsOf(null, '12', 'en')
    expect(html).toContain('before: <span class="digits">none</span>')
    expect(html).not.toContain('<li>')
  })

  it('keeps what looks like markup a text', () => {
    expect(digitsOf('<', '>', 'en')).toContain('<mark>&lt;</mark>')
  })
})
