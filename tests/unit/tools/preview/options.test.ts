import { describe, expect, it } from 'vitest'
import { readOptions } from '../../../../tools/preview/options.ts'

describe('readOptions', () => {
  it('knows what is meant when little is said', () => {
    expect(readOptions(['--changed'])).toMatchObject({ from: undefined, out: '.data/preview.html', open: false, language: 'en', root: '.' })
  })

  it.each([
    [[], 'npm run preview -- --changed'],
    [['--changed', '--lang', 'de'], '“de” is no language of the site'],
    [['--changed', '--colour'], '--colour'],
    [['--changed', 'steps'], 'steps'],
  ])('explains what is wrong with %j', (args, message) => {
    expect(() => readOptions(args)).toThrow(message)
  })
})
