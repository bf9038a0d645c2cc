import { describe, expect, it } from 'vitest'
import { blocksOf, hashOf } from '../../../../../shared/content/translations/blocks.ts'

const page = `---
title: "Steps"
description: "One sentence."
reviewed: "2026-11-20"
sources:
  - paper-2022
---

::notice
Call first.
Then wait.
::

## How :urgent

1. One
   goes on
2. :urgent Two
- [three](/en)

:urgent

| A | B |
|---|---|
| 1 | 2 |

> said
> twice
---
:urgently is no mark, nor is 12:urgent[it].
`

describe('blocksOf', () => {
  it('finds front matter texts, paragraphs, headings, list items and table rows with their lines', () => {
    expect(blocksOf(page).map(({ text, line, lastLine }) => [text, line, lastLine])).toEqual([
      ['Steps', 2, 2],
      ['One sentence.', 3, 3],
      ['Call first. Then wait.', 10, 11],
      ['How', 14, 14],
      ['One goes on', 16, 17],
      ['Two', 18, 18],
      ['[three](/en)', 19, 19],
      ['| A | B |', 23, 23],
      ['| 1 | 2 |', 25, 25],
      ['said twice', 27, 28],
      [':urgently is no mark, nor is 12:urgent[it].', 30, 30],
    ])
  })

  it('knows what is marked; a mark that stands alone is meant for what follows', () => {
    expect(blocksOf(page).filter(({ urgent }) => urgent).map(({ text }) => text)).toEqual(['How', 'Two', '| A | B |'])
  })

  it('reads the same from a file with the line ends of Windows', () => {
    expect(blocksOf(page.replaceAll('\n', '\r\n'))).toEqual(blocksOf(page))
  })

  it('reads a page without front matter', () => {
    expect(blocksOf('Text\n')).toEqual([{ hash: hashOf('Text'), text: 'Text', line: 1, lastLine: 1, urgent: false }])
  })
})

describe('hashOf', () => {
  it.each([['a  b', 'a\nb'], ['a b', 'a\u00A0b'], ['a ;', 'a\u202F;'], ['\u0439', '\u0438\u0306'], ['a', ' a\n']])('is the same for %j and %j', (one, other) => {
    expect(hashOf(one)).toBe(hashOf(other))
  })

  it.each([['a b', 'ab'], ['a', 'A'], ['40 157', '40 158'], ['с', 'c']])('differs for %j and %j', (one, other) => {
    expect(hashOf(one)).not.toBe(hashOf(other))
  })

  it('is the beginning of SHA-256', () => {
    // printf abc | sha256sum
    expect(hashOf('abc')).toBe('ba7816bf8f01')
  })
})
