import { geoCentroid, geoEqualEarth, geoPath, type GeoProjection } from 'd3-geo'
import type { MultiPolygon } from 'geojson'
import type { Shapes } from './atlas.ts'
import { areaOf, pathOf, roundRing, type Point } from './outline.ts'

/** A map of the world, drawn on whole units. Every country has either an outline or a dot. */
export interface WorldMap {
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
