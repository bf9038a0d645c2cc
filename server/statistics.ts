import { dayOf, utcDay } from '../shared/day.ts'
import type { Figures, Statistics } from '../shared/statistics.ts'
import { readConfig } from './operator/config.ts'
import { byPeriod, daily, monthly, summarise } from './counter/figures.ts'
import { createFiguresReader } from './counter/read-figures.ts'

/** The day on which the country data was made, `YYYY-MM-DD`; set at the start, by which time the data is open. */
export const countryData = { builtOn: '' }

/** All that may be published on a day, summed once for all pages: there is one for each month and language. */
interface Edition {
  readonly day: string
  readonly figures: Figures
  readonly periods: ReadonlyMap<string, Figures>
}

/** How long an edition holds at least, in milliseconds: an import into past days shows after that. */
const holdsFor = 10 * 60_000

let figuresReader: (() => Promise<Figures>) | undefined
let edition: Edition | undefined

/**
 * The edition of today: the same object until a figure changes or the day ends, so that what was made of it need not be made again. The
 * environment is read at the first use: the prerenderer and the development server have no start of ours.
 */
export const readEdition = cached(async () => {
  figuresReader ??= createFiguresReader(readConfig(process.env))
  const day = utcDay()
  const figures = await figuresReader()
  if (edition?.day === day && isSame(edition.figures, figures)) return edition
  return edition = { day, figures, periods: byPeriod(figures) }
}, holdsFor)

/** @param period a year or a month; without it, all time */
export async function readStatistics(period?: string): Promise<Statistics> {
  const { figures: all, periods } = await readEdition()
  const shown = period === undefined ? all : periods.get(period) ?? summarise([])
  const { days: _, ...figures } = shown
  const isOneMonth = figures.from?.slice(0, 7) === figures.to?.slice(0, 7)
  return { figures, chart: isOneMonth ? daily(shown) : monthly(shown), periods: [...periods.keys()], countriesBuiltOn: countryData.builtOn }
}

function isSame(one: Figures, other: Figures): boolean {
  return one.days.length === other.days.length && one.days.every(({ day, country, visits }, index) => {
    const figure = other.days[index]
    return figure?.day === day && figure.country === country && figure.visits === visits
  })
}

/**
 * Reads something at most once in a while, and anew when a UTC day has ended, which is when figures change. What could not be read is
 * not kept.
 *
 * @param length how long it is kept at most, in milliseconds
 * @param now the time in milliseconds since 1970
 */
export function cached<Value>(read: () => Value | Promise<Value>, length: number, now: () => number = Date.now): () => Promise<Value> {
  let kept: { value: Promise<Value>, day: string, until: number } | undefined
  return () => {
    const time = now()
    const day = dayOf(time)
    if (kept && kept.day === day && time < kept.until) return kept.value
    const value = Promise.resolve().then(read)
    kept = { value, day, until: time + length }
    value.catch(() => {
      if (kept?.value === value) kept = undefined
    })
    return value
  }
}
