import { describe, expect, it } from 'vitest'
import { blocksOf } from '../../../../shared/content/blocks.ts'
import { formatRecord, newerThan, parseRecord, sourcesOf, type Compared } from '../../../../shared/content/translations.ts'
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
