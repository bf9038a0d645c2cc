import { describe, expect, it } from 'vitest'
import { readOptions } from '../../../../tools/translations/options.ts'

describe('readOptions', () => {
  it('reports when no command is named', () => {
    expect(readOptions([], { LANG: 'uk_UA.UTF-8' })).toEqual({ command: 'report', root: '.', json: false, html: undefined, language: 'en' })
  })

  it('takes several pages, and names without the spaces around', () => {
    expect(readOptions(['confirm', 'fr/steps', 'fr/index', '--by', ' Claire ', '--source', 'uk'], {}))
      .toEqual({ command: 'confirm', root: '.', language: 'en', pages: ['fr/steps', 'fr/index'], by: 'Claire', source: 'uk' })
  })

  it('lets the commands that write speak the language of the system, unless another is named', () => {
    const env = { LANG: 'uk_UA.UTF-8' }
    expect(readOptions(['note'], env)).toMatchObject({ language: 'uk' })
    expect(readOptions(['baseline', '--lang', 'fr'], env)).toMatchObject({ language: 'fr' })
    expect(readOptions(['confirm', 'ru/steps', '--by', 'Claire', '--lang', 'ru'], env)).toMatchObject({ language: 'ru' })
  })

  it.each([
    [['confirm', 'fr/steps'], '--by is missing: the name of the person'],
    [['confirm', 'fr/steps', '--by', ' '], '--by is missing'],
    [['confirm', 'fr/steps', '--by', 'a\nb'], '--by is one line of at most 200 characters'],
    [['confirm', 'fr/steps', '--by', 'a'.repeat(201)], '--by is one line of at most 200 characters'],
    [['confirm', '--by', 'Claire'], '“confirm” needs a page, like fr/steps'],
    [['confirm', 'fr/steps', '--by', 'Claire', '--json'], '“confirm” has no option --json'],
    [['override', 'fr/steps', '--by', 'Claire', '--until', '2026-12-01'], '--reason is missing'],
    [['override', 'fr/steps', '--by', 'Claire', '--reason', 'x'], '--until is missing'],
    [['note', 'fr/steps'], 'unexpected: fr/steps'],
    [['konfirm'], 'there is no command “konfirm”'],
    [['toString'], 'there is no command “toString”'],
    [['--lang', 'de'], '“de” is no language of the site'],
    [['note', '--lang', 'de'], '“de” is no language of the site'],
    [['--colour'], '--colour'],
  ])('explains what is wrong with %j', (args, message) => {
    expect(() => readOptions(args, {})).toThrow(message)
  })
})
