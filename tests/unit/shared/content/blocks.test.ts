import { describe, expect, it } from 'vitest'
import { blocksOf, hashOf } from '../../../../shared/content/blocks.ts'

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

## How

1. One
   goes on
2. Two
- [three](/en)

| A | B |
|---|---|
| 1 | 2 |

> said
> twice
---
The end.
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
      ['| A | B |', 21, 21],
      ['| 1 | 2 |', 23, 23],
      ['said twice', 25, 26],
      ['The end.', 28, 28],
    ])
  })

  it('reads the same from a file with the line ends of Windows', () => {
    expect(blocksOf(page.replaceAll('\n', '\r\n'))).toEqual(blocksOf(page))
  })

  it('reads a page without front matter', () => {
    expect(blocksOf('Text\n')).toEqual([{ hash: hashOf('Text'), text: 'Text', line: 1, lastLine: 1 }])
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
