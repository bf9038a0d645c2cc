import { expect, it } from 'vitest'
import { sourceName } from '../../../shared/sources.ts'

it.each([
  ['ru', 'Медуза'],
  ['uk', 'Медуза'],
  ['fr', 'Meduza'],
  ['en', 'Meduza'],
] as const)('names a source in the letters of %s', (locale, name) => {
  expect(sourceName({ publisher: 'Медуза', latin: 'Meduza', lang: 'ru' }, locale)).toBe(name)
})

it('names what is no publication in each language', () => {
  expect(sourceName({ publisher: 'x', names: { ru: 'а', uk: 'б', fr: 'c', en: 'd' }, lang: 'ru' }, 'fr')).toBe('c')
})
