import { expect, it } from 'vitest'
import { readingPlaces, readPlaces, settleOnly } from '../../../shared/only.ts'

const page = '<p>a</p><!--only:site--><p>exit</p><!--only-end--><!--only:copy file--><p>no exit</p><!--only-end--><!--only:file--><p>paper</p><!--only-end--><p>z</p>'

it.each([
  ['site', '<p>a</p><p>exit</p><p>z</p>'],
  ['copy', '<p>a</p><p>no exit</p><p>z</p>'],
  ['file', '<p>a</p><p>no exit</p><p>paper</p><p>z</p>'],
] as const)('%s: only what stands there, and no mark', (place, html) => expect(settleOnly(page, place)).toBe(html))

it.each([
  ['site', ['site']],
  ['copy file', ['copy', 'file']],
  ['file copy', ['copy', 'file']],
  ['sites', undefined],
  ['copy paper', undefined],
  ['copy copy', undefined],
  ['copy  file', undefined],
  ['', undefined],
])('“%s” names %s', (on, places) => expect(readPlaces(on)).toEqual(places))

it('names places that marks can hold', () => {
  for (const place of readingPlaces) expect(settleOnly(`<!--only:${place}-->x<!--only-end-->`, place)).toBe('x')
})
