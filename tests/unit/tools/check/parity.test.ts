import { describe, expect, it } from 'vitest'
import { formatRecord, recordFile } from '../../../../shared/content/translations.ts'
import { localeCodes } from '../../../../shared/locales.ts'
import { checkBehind, datesIn, numbersIn } from '../../../../tools/check/parity.ts'
import { createRepository } from '../translations/repository.ts'

describe('numbersIn', () => {
  it.each([
    ['48 000 000', ['48000000']], ['48\u00A0000\u202F000', ['48000000']], ['40,157', ['40157']], ['95,7 %, 95.7', ['95.7', '95.7']],
    ['в 2022 году 3 017', ['2022', '3017']], ['24/7', ['24', '7']], ['none', []],
  ])('%s', (text, numbers) => {
    expect(numbersIn(text).map(({ fact }) => fact)).toEqual(numbers)
  })
})

describe('datesIn', () => {
  const dates = {
    ru: 'с 1 мая 2023 года, в октябре 2022 года, 17 декабря',
    uk: 'з 1 травня 2023 року, у жовтні 2022 року, 17 грудня',
    fr: 'dès le 1er mai 2023, en octobre 2022, le 17 décembre',
    en: 'from 1 May 2023, in October 2022, 17 December',
  }

  it.each(localeCodes)('reads dates in %s', (locale) => {
    expect(datesIn(dates[locale], locale).map(({ fact }) => fact)).toEqual(['1.5.2023', '10.2022', '17.12'])
  })

  it('leaves out a month without day and year, which may be another word', () => {
    expect([datesIn('you may call', 'en'), datesIn('en mai, mais', 'fr')]).toEqual([[], []])
  })
})

describe('a page that is behind', { timeout: 60_000 }, () => {
  it('stops a release, in each language that follows, until they are compared, and nothing else', () => {
    const { edit, check } = createRepository()
    const behind = (release: boolean) => check({ release }).filter(({ rule }) => rule === 'translation-behind').map(({ file }) => file)
    expect(behind(true)).toEqual([])
    edit('content/ru/steps.md', 'с рабочего', 'со служебного')
    expect(behind(true)).toEqual(['content/en/steps.md', 'content/fr/steps.md', 'content/uk/steps.md'])
    expect(behind(false)).toEqual([])
  })

  it('does not stop it where nobody’s safety depends on the page', () => {
    const { root, write } = createRepository()
    for (const [locale, text] of [['ru', 'Новое'], ['fr', 'Ancien']]) write(`content/${locale}/project.md`, `${text}\n`)
    write(recordFile('project'), formatRecord({ fr: { source: 'ru', on: '2026-11-20', by: 'Claire', source_blocks: [], own_blocks: [] } }))
    expect(checkBehind(root)).toEqual([])
  })
})
