import { expect, it } from 'vitest'
import { pickLanguage, withLanguage } from '../../../editor/protocol.ts'

it.each([
  ['{"locale":"auto"}', ['de-DE', 'uk-UA'], 'uk'],
  ['{"theme":"dark","locale":"fr"}', ['ru'], 'fr'],
  ['{"locale":"ja"}', ['ru-RU'], 'ru'],
  [null, ['en-GB', 'fr'], 'en'],
  [null, ['pl', 'UK_ua'], 'uk'],
  [null, ['pl'], 'en'],
  ['broken', [], 'en'],
])('with the preferences %s and the languages %j the forms are in %s', (preferences, languages, expected) => {
  expect(pickLanguage(preferences, languages)).toBe(expected)
})

it('keeps the other preferences when a language is chosen', () => {
  expect(withLanguage(null, 'uk')).toBe('{"locale":"uk"}')
  expect(JSON.parse(withLanguage('{"theme":"dark","locale":"auto"}', 'fr'))).toEqual({ theme: 'dark', locale: 'fr' })
})
