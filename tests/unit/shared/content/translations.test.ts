import { describe, expect, it } from 'vitest'
import { blocksOf, formatRecord, hashOf, newerThan, parseRecord, sourcesOf, type Compared } from '../../../../shared/content/translations.ts'
import type { Locale } from '../../../../shared/locales.ts'

const texts = { ru: 'Раз', uk: 'Один', fr: 'Un', en: 'One' }
const blocks = { ru: blocksOf(texts.ru), uk: blocksOf(texts.uk), fr: blocksOf(texts.fr), en: blocksOf(texts.en) }
const changed = blocksOf('Раз и два')
const hashes = (locale: Locale): string[] => blocks[locale].map(({ hash }) => hash)

function comparison(locale: Locale, source: Locale) {
  return { source, on: '2026-11-24', by: 'Claire', source_blocks: hashes(source), own_blocks: hashes(locale) }
}

const compared: Compared = { uk: comparison('uk', 'ru'), en: comparison('en', 'uk') }

describe('newerThan', () => {
  it('is silent when nothing has changed', () => {
    expect(newerThan(compared, 'uk', blocks)).toBeUndefined()
    expect(newerThan(compared, 'en', blocks)).toBeUndefined()
  })

  it('names the language that has changed, or lost something', () => {
    expect(newerThan(compared, 'uk', { ...blocks, ru: changed })).toBe('ru')
    expect(newerThan(compared, 'uk', { ...blocks, ru: [] })).toBe('ru')
  })

  it('looks behind the language that a page follows', () => {
    expect(newerThan(compared, 'en', { ...blocks, ru: changed })).toBe('ru')
    expect(newerThan(compared, 'en', { ...blocks, uk: changed })).toBe('uk')
  })

  it('says nothing of a page that was never compared', () => {
    expect(newerThan(compared, 'fr', { ...blocks, ru: changed })).toBeUndefined()
  })
})

describe('sourcesOf', () => {
  it('follows the comparisons, and ends in a circle', () => {
    expect(sourcesOf(compared, 'en')).toEqual(['uk', 'ru'])
    expect(sourcesOf({ ...compared, ru: comparison('ru', 'en') }, 'en')).toEqual(['uk', 'ru'])
  })
})

describe('the text of a record', () => {
  it('can be read again, in the order of the languages', () => {
    expect(parseRecord(formatRecord({ en: compared.en, uk: compared.uk }))).toEqual(compared)
    expect(formatRecord({ en: compared.en, uk: compared.uk })).toBe(formatRecord(compared))
  })

  it.each(['{ "compared": { "de": {} } }', '{ "stranger": 1 }', '{', '{ "compared": { "ru": { "source": "uk" } } }'])('refuses %s', (text) => {
    expect(() => parseRecord(text)).toThrow()
  })
})

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
