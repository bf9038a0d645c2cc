import { expect, it } from 'vitest'
import { pagePath, parsePath, statusOfPage } from '../../../shared/paths.ts'

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

it.each([['404', 404], ['busy', 429], ['unavailable', 503], ['steps', 200], ['x', 200], ['', 200]])('the page “%s” is answered with %i', (page, status) => {
  expect(statusOfPage(page)).toBe(status)
})
