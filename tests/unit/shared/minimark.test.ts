import { expect, it } from 'vitest'
import { asSection } from '../../../shared/minimark.ts'

it('lowers headings, drops ids and names what links led to, at any depth', () => {
  const body = asSection([
    ['h2', { id: 'network' }, 'Network'],
    ['ul', {}, ['li', { class: 'x' }, 'See ', ['a', { href: '/en/risks' }, ['strong', {}, 'the'], ' risks'], '.']],
    ['h3', {}, 'More'],
  ], href => `to ${href}`)
  expect(body).toEqual([
    ['h3', {}, 'Network'],
    ['ul', {}, ['li', { class: 'x' }, 'See ', ['strong', {}, 'the'], ' risks', ' (to /en/risks)', '.']],
    ['h4', {}, 'More'],
  ])
})
