import { describe, expect, it } from 'vitest'
import { readOptions } from '../../../../tools/translations/options.ts'

describe('readOptions', () => {
  it('reports when no command is named', () => {
    expect(readOptions([])).toEqual({ command: 'report', root: '.', json: false, html: undefined, language: 'en' })
  })

  it('takes several pages, and names without the spaces around', () => {
    expect(readOptions(['confirm', 'fr/steps', 'fr/index', '--by', ' Claire ', '--source', 'uk']))
      .toEqual({ command: 'confirm', root: '.', pages: ['fr/steps', 'fr/index'], by: 'Claire', source: 'uk' })
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
    [['--colour'], '--colour'],
  ])('explains what is wrong with %j', (args, message) => {
    expect(() => readOptions(args)).toThrow(message)
  })
})
