import { utcDay } from '../shared/day.ts'
import type { Figures, Statistics } from '../shared/statistics.ts'
import { readConfig } from './config.ts'
import { summarise } from './counter/figures.ts'
import { byPeriod, daily, monthly } from './counter/periods.ts'
import { createFiguresReader } from './counter/read-figures.ts'
import { keep } from './keep.ts'

/** The day on which the country data was made, `YYYY-MM-DD`; set at the start, by which time the data is open. */
export const countryData = { builtOn: '' }

/** All that may be published on a day, summed once for all pages: there is one for each month and language. */
export interface Edition {
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
export const readEdition = keep(async () => {
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
