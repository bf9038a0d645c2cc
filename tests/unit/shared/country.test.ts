import { describe, expect, it } from 'vitest'
import { countryName, isCountryCode } from '../../../shared/country.ts'

describe('isCountryCode', () => {
  it.each(['RU', 'UA', 'KP', 'AQ', 'ZZ', 'XK', 'T1'])('takes %s for one', code => expect(isCountryCode(code)).toBe(true))
  it.each(['QQ', 'AA', 'XX', 'EU', 'AP', 'SU', 'YU', 'UK', '', '  ', 'A1', '1T', 'ru', 'R', 'RUS', 'RU\n', 'other'])('does not take %j for one', code => expect(isCountryCode(code)).toBe(false))
})

describe('countryName', () => {
  const names = new Intl.DisplayNames('en', { type: 'region' })

  it('is that of the language', () => {
    expect(countryName('UA', names)).toBe('Ukraine')
  })

  it.each(['A1', 'QX', '', ' '])('is the code where there is none: %j', code => expect(countryName(code, names)).toBe(code))
})
