import { readConfig } from './config.ts'
import type { Figures } from './counter/figures.ts'
import { daily, monthly, periodsOf, within, type PeriodFigure } from './counter/periods.ts'
import { createFiguresReader } from './counter/read-figures.ts'
import { keep } from './keep.ts'

/** The day on which the country data was made, `YYYY-MM-DD`; set at the start, by which time the data is open. */
export const countryData = { builtOn: '' }

/** What a page of statistics shows, of all time or of one period. */
export interface Statistics {
  figures: Pick<Figures, 'from' | 'to' | 'total' | 'countries'>
  /** By month, or by day where all figures are of one month. */
  chart: readonly PeriodFigure[]
  /** All years (`2026`) and months (`2026-11`) that have a page. */
  periods: readonly string[]
  countriesBuiltOn: string
}

let figuresReader: (() => Promise<Figures>) | undefined

/** The figures that may be published today. The environment is read at the first use: the prerenderer and the development server have no start of ours. */
export function readFigures(): Promise<Figures> {
  figuresReader ??= createFiguresReader(readConfig(process.env))
  return figuresReader()
}

/** There is a page for each month: without this, each would read the whole store. */
const published = keep(async () => {
  const figures = await readFigures()
  return { figures, periods: periodsOf(figures) }
}, 60_000)

/** @param period a year or a month; without it, all time */
export async function readStatistics(period?: string): Promise<Statistics> {
  const { figures, periods } = await published()
  const shown = period === undefined ? figures : within(figures, period)
  const { from, to, total, countries } = shown
  const isOneMonth = from?.slice(0, 7) === to?.slice(0, 7)
  return { figures: { from, to, total, countries }, chart: isOneMonth ? daily(shown) : monthly(shown), periods, countriesBuiltOn: countryData.builtOn }
}

/** The years (`2026`) and months (`2026-11`) of which there are figures. */
export async function readPeriods(): Promise<readonly string[]> {
  return (await published()).periods
}
