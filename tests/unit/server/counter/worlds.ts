import fc from 'fast-check'
import type { VisitCount } from '../../../../server/counter/store.ts'
import { torCountry } from '../../../../shared/country.ts'

/** Days about the ends of months and of a year, with gaps. The last may or may not be over. */
const days: readonly string[] = ['2025-12-30', '2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01', '2026-02-03']

/** Publications are looked at on each of these days, so that each day of visits is once the newest one and once not over yet. */
export const publicationDays = ['2025-12-31', '2026-01-01', '2026-01-02', '2026-02-01', '2026-02-02', '2026-02-04'] as const

const busy = ['RU', 'UA', 'BY', 'KZ', 'DE', 'FR', 'ZZ'] as const

/** Countries of which nothing was counted, but of which a reader of the figures cannot know that. */
const silent = ['AD', 'BT', 'CV', 'DM', 'FJ', 'GD', 'IS', 'KI', 'LI', 'MC', 'NR', 'PW', 'SM', 'TV', 'VA', 'WS'] as const

const countries = [...busy, ...silent]

/** Exact counts by day and country; a cell that is not there is 0. */
export type World = ReadonlyMap<string, ReadonlyMap<string, number>>

/** How many visits a cell has: often next to a border of the rule. */
const amount = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 9 }) },
  { weight: 2, arbitrary: fc.integer({ min: 9, max: 21 }) },
  { weight: 1, arbitrary: fc.integer({ min: 22, max: 100_000 }) },
)

const cell = fc.tuple(fc.constantFrom(...days), fc.constantFrom(...busy, torCountry), amount)

export const anyWorld: fc.Arbitrary<World> = fc.array(cell, { maxLength: 40 }).map((cells) => {
  const world = new Map(days.map(day => [day, new Map<string, number>()]))
  for (const [day, country, n] of cells) world.get(day)?.set(country, n)
  return world
})

/** The counts as the store gives them, but in no order; each cell is spread over two locales. */
export function rowsOf(world: World): VisitCount[] {
  const rows = [...world].flatMap(([day, cells]) => [...cells].flatMap(([country, n]): VisitCount[] => {
    const part = n * 7 % (n + 1)
    return [{ day, country, locale: 'ru', n: part }, { day, country, locale: 'uk', n: n - part }]
  }))
  return rows.filter(({ n }) => n > 0).toSorted((a, b) => a.n - b.n)
}

/** Another world, which differs only in what may not be told: the last digit of large cells, how the small ones make up their sum, the last digit of that. */
export function twinOf(world: World, g: fc.GeneratorValue): World {
  return new Map([...world].map(([day, cells]) => {
    const large = [...cells].filter(([, n]) => n >= 10).map(([country, n]): [string, number] => [country, n - n % 10 + g(fc.integer, { min: 0, max: 9 })])
    const small = countries.filter(country => (cells.get(country) ?? 0) < 10)
    const sum = small.reduce((total, country) => total + (cells.get(country) ?? 0), 0)
    // Of no sum, so that nothing makes up for it.
    const tor: [string, number][] = (cells.get(torCountry) ?? 0) < 10 ? [[torCountry, g(fc.integer, { min: 0, max: 9 })]] : []
    return [day, new Map([...large, ...tor, ...spread(sum - sum % 10 + g(fc.integer, { min: 0, max: 9 }), small, g)])]
  }))
}

/** A twin in which one small cell has another number. */
export function twinWith(world: World, day: string, country: string, n: number): World {
  const cells = new Map(world.get(day))
  const change = n - (cells.get(country) ?? 0)
  cells.set(country, n)
  if (country === torCountry) return new Map([...world, [day, cells]])
  // Others make up for it: a silent country for what is missing, small ones for what is too much, the last digit of the sum for the rest.
  if (change < 0) cells.set(silent.find(name => name !== country && !cells.has(name)) ?? '', -change)
  let surplus = change
  for (const [other, count] of cells) {
    if (other === country || other === torCountry || count >= 10 || surplus <= 0) continue
    const taken = Math.min(count, surplus)
    cells.set(other, count - taken)
    surplus -= taken
  }
  return new Map([...world, [day, cells]])
}

/** Of one day, the countries that are not shown. */
export function smallCountries(cells: ReadonlyMap<string, number>): string[] {
  return [...countries, torCountry].filter(country => (cells.get(country) ?? 0) < 10)
}

/** A sum as cells from 0 to 9, in any of the ways in which that can be done. */
function spread(sum: number, among: readonly string[], g: fc.GeneratorValue): [string, number][] {
  const order = among.map(country => ({ country, place: g(fc.nat) })).toSorted((a, b) => a.place - b.place)
  let left = sum
  return order.map(({ country }, index) => {
    const roomBehind = 9 * (order.length - index - 1)
    const n = g(fc.integer, { min: Math.max(0, left - roomBehind), max: Math.min(9, left) })
    left -= n
    return [country, n]
  })
}
