import { describe, expect, it } from 'vitest'
import { blocksOf } from '../../../../../shared/content/translations/blocks.ts'
import { newerThan, sourcesOf } from '../../../../../shared/content/translations/pending.ts'
import { emptyRecord, formatRecord, parseRecord, type TranslationRecord } from '../../../../../shared/content/translations/record.ts'
import type { Locale } from '../../../../../shared/locales.ts'

const texts = { ru: 'Раз', uk: 'Один', fr: 'Un', en: 'One' }
const blocks = { ru: blocksOf(texts.ru), uk: blocksOf(texts.uk), fr: blocksOf(texts.fr), en: blocksOf(texts.en) }
const changed = blocksOf('Раз и два')
const hashes = (locale: Locale): string[] => blocks[locale].map(({ hash }) => hash)

function comparison(locale: Locale, source: Locale) {
  return { source, on: '2026-11-24', by: 'Claire', source_blocks: hashes(source), own_blocks: hashes(locale) }
}

const record: TranslationRecord = { ...emptyRecord, compared: { uk: comparison('uk', 'ru'), en: comparison('en', 'uk') } }
const note = { block: changed[0]?.hash ?? '', on: '2026-11-25', by: null, before: texts.ru }

describe('newerThan', () => {
  it('is silent when nothing has changed', () => {
    expect(newerThan(record, 'uk', blocks)).toBeUndefined()
    expect(newerThan(record, 'en', blocks)).toBeUndefined()
  })

  it('names the language that has changed, without a day when nobody has noted it', () => {
    expect(newerThan(record, 'uk', { ...blocks, ru: changed })).toEqual({ source: 'ru', on: null })
  })

  it('names the day that was noted', () => {
    expect(newerThan({ ...record, noted: { ru: [note] } }, 'uk', { ...blocks, ru: changed })).toEqual({ source: 'ru', on: note.on })
  })

  it('names the newest of several days, and none when one of them is unknown', () => {
    const more = [...changed, ...blocksOf('Три')]
    const second = { ...note, block: more[1]?.hash ?? '', on: '2026-11-28', before: null }
    expect(newerThan({ ...record, noted: { ru: [second, note] } }, 'uk', { ...blocks, ru: more })).toEqual({ source: 'ru', on: second.on })
    expect(newerThan({ ...record, noted: { ru: [note] } }, 'uk', { ...blocks, ru: more })).toEqual({ source: 'ru', on: null })
  })

  it('names the day on which something was removed', () => {
    const gone = { ...note, block: hashes('ru')[0] ?? '' }
    expect(newerThan(record, 'uk', { ...blocks, ru: [] })).toEqual({ source: 'ru', on: null })
    expect(newerThan({ ...record, noted: { ru: [gone] } }, 'uk', { ...blocks, ru: [] })).toEqual({ source: 'ru', on: note.on })
  })

  it('looks behind the language that a page follows', () => {
    expect(newerThan(record, 'en', { ...blocks, ru: changed })).toEqual({ source: 'ru', on: null })
    expect(newerThan(record, 'en', { ...blocks, uk: changed })).toEqual({ source: 'uk', on: null })
  })

  it('says nothing of a page that was never compared', () => {
    expect(newerThan(record, 'fr', { ...blocks, ru: changed })).toBeUndefined()
  })
})

describe('sourcesOf', () => {
  it('follows the comparisons, and ends in a circle', () => {
    expect(sourcesOf(record, 'en')).toEqual(['uk', 'ru'])
    expect(sourcesOf({ ...record, compared: { ...record.compared, ru: comparison('ru', 'en') } }, 'en')).toEqual(['uk', 'ru'])
  })
})

describe('the text of a record', () => {
  it('can be read again, and leaves out what is empty', () => {
    expect(parseRecord(formatRecord({ ...record, noted: { ru: [note] } }))).toEqual({ ...record, noted: { ru: [note] } })
    expect(formatRecord(record)).not.toContain('overrides')
  })

  it.each(['{ "compared": { "de": {} } }', '{ "stranger": 1 }', '{', '{ "noted": { "ru": [{ "block": "xyz" }] } }'])('refuses %s', (text) => {
    expect(() => parseRecord(text)).toThrow()
  })
})
