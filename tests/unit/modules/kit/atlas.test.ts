import { geoContains } from 'd3-geo'
import { describe, expect, it } from 'vitest'
import { readShapes } from '../../../../modules/kit/atlas.ts'

const coarse = readShapes('110m')
const fine = readShapes('50m')

/** Which countries a place lies in. */
function countriesAt(shapes: typeof coarse, place: [number, number]): string[] {
  return [...shapes].filter(([, shape]) => geoContains(shape, place)).map(([code]) => code)
}

describe.each([['110m', coarse], ['50m', fine]] as const)('the atlas of %s', (_scale, shapes) => {
  it.each<[string, [number, number]]>([
    ['Sevastopol', [33.6, 44.62]],
    ['Kerch', [36.4, 45.3]],
    ['Simferopol', [34.1, 44.95]],
    ['Yalta', [34.16, 44.55]],
    ['Donetsk', [37.8, 48]],
    ['Luhansk', [39.3, 48.57]],
    ['Mariupol', [37.54, 47.13]],
    ['Melitopol', [35.37, 46.85]],
    ['Kherson', [32.62, 46.65]],
    ['Kyiv', [30.52, 50.45]],
  ])('%s lies in Ukraine and nowhere else', (_name, place) => expect(countriesAt(shapes, place)).toEqual(['UA']))

  it.each<[string, [number, number], string]>([
    ['Rostov-on-Don', [39.7, 47.3], 'RU'],
    ['Krasnodar', [38.98, 45.04], 'RU'],
    ['Pristina', [21.1, 42.6], 'XK'],
    ['Hargeisa', [44.1, 9.5], 'SO'],
    ['Kyrenia', [33.3, 35.3], 'CY'],
    ['Saint-Laurent-du-Maroni', [-53.9, 5.2], 'GF'],
    ['Longyearbyen', [16, 78.3], 'SJ'],
    ['Paris', [2.35, 48.85], 'FR'],
    ['Oslo', [10.7, 59.95], 'NO'],
  ])('%s lies in one country', (_name, place, code) => expect(countriesAt(shapes, place)).toEqual([code]))

  it('has codes of two letters, and no Antarctica', () => {
    for (const code of shapes.keys()) expect(code).toMatch(/^[A-Z]{2}$/)
    expect(shapes.has('AQ')).toBe(false)
  })
})

it('has small states in the finer scale only', () => {
  expect(coarse.size).toBe(176)
  for (const code of ['AD', 'MC', 'MT', 'SG', 'MV', 'GP', 'RE']) expect([coarse.has(code), fine.has(code)]).toEqual([false, true])
})
