import { expect, it } from 'vitest'
import { pagePath, parsePath } from '../../../shared/paths.ts'

it.each([
  ['/fr/steps', { locale: 'fr', page: 'steps' }],
  ['/fr/', { locale: 'fr', page: 'index' }],
  ['/fr', { locale: 'fr', page: 'index' }],
  ['/', { locale: undefined, page: 'index' }],
  ['/de/steps', { locale: undefined, page: 'steps' }],
])('%s', (path, expected) => {
  expect(parsePath(path)).toEqual(expected)
})

it('goes back', () => {
  expect([pagePath('fr', 'steps'), pagePath('fr', 'index')]).toEqual(['/fr/steps', '/fr'])
})
