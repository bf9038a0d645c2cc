import { geoContains } from 'd3-geo'
import { describe, expect, it } from 'vitest'
import { areaOf, drawWorld, pathOf, projectionFor, readShapes, roundRing, type Point } from '../../../modules/world-map.ts'

const coarse = readShapes('110m')
const fine = readShapes('50m')
const world = drawWorld(coarse, fine)
const projection = projectionFor(coarse)

/** The rings of path data as drawn here. */
function ringsOf(path = ''): Point[][] {
  return path.split('M').slice(1).map((ring) => {
    const [x = 0, y = 0, ...steps] = (ring.match(/-?\d+/g) ?? []).map(Number)
    const points: [number, number][] = [[x, y]]
    for (let index = 0; index < steps.length; index += 2) {
      const [lastX, lastY] = points.at(-1) ?? [0, 0]
      points.push([lastX + (steps[index] ?? 0), lastY + (steps[index + 1] ?? 0)])
    }
    return points
  })
}

/** Whether a place is drawn inside the outline of a country (even-odd rule). */
function isInside(code: string, place: [number, number]): boolean {
  const [x, y] = projection(place) ?? [0, 0]
  const crossed = ringsOf(world.outlines[code]).flatMap(ring => ring.filter(([ax, ay], index) => {
    const [bx, by] = ring[(index + 1) % ring.length] ?? [ax, ay]
    return (ay > y) !== (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
  }))
  return crossed.length % 2 === 1
}

describe('drawWorld', () => {
  it('gives every country an outline or a dot, never both', () => {
    const codes = [...Object.keys(world.outlines), ...Object.keys(world.dots)]
    expect(new Set(codes).size).toBe(codes.length)
    for (const code of ['RU', 'UA', 'BY', 'XK', 'SO', 'CY', 'GF']) expect(world.outlines).toHaveProperty(code)
    for (const code of ['MC', 'LU', 'MT', 'SG', 'PS', 'RE']) expect(world.dots).toHaveProperty(code)
    expect(Object.keys(world.dots).length).toBeGreaterThan(60)
  })

  it('stays on its sheet, in whole units', () => {
    const points = [...Object.values(world.outlines).flatMap(path => ringsOf(path).flat()), ...Object.values(world.dots)]
    for (const [x, y] of points) {
      expect([x, y].every(Number.isInteger)).toBe(true)
      expect(x >= 0 && x <= world.width && y >= 0 && y <= world.height).toBe(true)
    }
  })

  it.each<[string, [number, number]]>([
    ['Simferopol', [34.1, 45.1]],
    ['Donetsk', [37.8, 48]],
    ['Luhansk', [39.3, 48.57]],
    ['Melitopol', [35.37, 46.85]],
    ['Kyiv', [30.52, 50.45]],
  ])('draws %s in Ukraine, and not in Russia', (_name, place) => expect([isInside('UA', place), isInside('RU', place)]).toEqual([true, false]))

  it.each<[string, [number, number]]>([
    ['Sevastopol', [33.6, 44.62]],
    ['Kerch', [36.4, 45.3]],
    ['Mariupol', [37.54, 47.13]],
  ])('draws no part of Russia at %s', (_name, place) => expect(isInside('RU', place)).toBe(false))

  it('draws Russia in one piece, as far as the Bering Strait', () => {
    expect(isInside('RU', [179, 67])).toBe(true)
    expect(isInside('RU', [-178, 67])).toBe(true)
  })

  it('sets dots where the countries are, also of islands on both sides of the cut', () => {
    expect(world.dots.KI?.[0]).toBeLessThan(50)
    const [x, y] = projection([7.42, 43.73]) ?? [0, 0]
    expect(world.dots.MC).toEqual([Math.round(x), Math.round(y)])
  })

  it('fits into a page', () => expect(JSON.stringify(world).length).toBeLessThan(45_000))
})

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

describe('areaOf', () => {
  it('is the same in either direction', () => {
    expect(areaOf([[0, 0], [4, 0], [4, 3], [0, 3]])).toBe(12)
    expect(areaOf([[0, 3], [4, 3], [4, 0], [0, 0]])).toBe(12)
  })
})

describe('roundRing', () => {
  it('keeps corners', () => expect(roundRing([[0.2, 0], [4.1, 0.4], [3.9, 3.1]])).toEqual([[0, 0], [4, 0], [4, 3]]))

  it('drops points that repeat, lie on a line or make a spike', () => {
    expect(roundRing([[0, 0], [0.2, 0.1], [2, 0], [4, 0], [4, 3], [7, 3], [4, 3], [0, 3], [0, 0]])).toEqual([[4, 0], [4, 3], [0, 3], [0, 0]])
  })

  it('leaves nothing of a ring without area', () => expect(roundRing([[0, 0], [0.4, 0.1], [0.1, 0.3]])).toEqual([]))
})

describe('pathOf', () => {
  it('writes the way from point to point', () => expect(pathOf([[1, 2], [4, 2], [4, 0], [-1, -1]])).toBe('M1 2l3 0 0-2-5-1z'))
})
