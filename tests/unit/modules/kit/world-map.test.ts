import { describe, expect, it } from 'vitest'
import { readShapes } from '../../../../modules/kit/atlas.ts'
import type { Point } from '../../../../modules/kit/outline.ts'
import { drawWorld, projectionFor } from '../../../../modules/kit/world-map.ts'

const coarse = readShapes('110m')
const world = drawWorld(coarse, readShapes('50m'))
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
