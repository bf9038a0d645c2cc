import { expect, it } from 'vitest'
import { localeCodes } from '../../../../shared/locales.ts'
import { colon } from '../../../../tools/report/colon.ts'

it('keeps the colon with the word before it in French alone', () => {
  expect(localeCodes.map(locale => colon(locale))).toEqual([': ', ': ', '\u00A0: ', ': '])
})
