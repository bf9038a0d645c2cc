/** What may be published. Every number is a multiple of the least one that is shown; nothing below it is visible. */
export interface Figures {
  /** First and last UTC day with a published figure, YYYY-MM-DD; null when there is none. */
  readonly from: string | null
  readonly to: string | null
  /** Visits from all countries; those through Tor are not among them. */
  readonly total: number
  /** Visits through Tor, which anybody can make without end from nowhere; not there when none are published. */
  readonly tor?: number
  /** Most visits first, `other` last; without Tor. */
  readonly countries: readonly CountryFigure[]
  /** By day, then as `countries`; Tor stands among them as `T1`. */
  readonly days: readonly DayFigure[]
}

export interface CountryFigure {
  /** ISO 3166-1 alpha-2, `T1` for Tor, `ZZ` for unknown, or `other` for all cells that are too small. */
  readonly country: string
  readonly visits: number
}

export interface DayFigure extends CountryFigure {
  /** YYYY-MM-DD, UTC. */
  readonly day: string
}

export interface PeriodFigure {
  /** YYYY-MM or YYYY-MM-DD, UTC. */
  readonly period: string
  /** 0 says that nothing is published of the period, not that nobody came. */
  readonly visits: number
}

/** What a page of statistics shows, of all time or of one period. */
export interface Statistics {
  figures: Omit<Figures, 'days'>
  /** By month, or by day where all figures are of one month. */
  chart: readonly PeriodFigure[]
  /** All years (`2026`) and months (`2026-11`) that have a page. */
  periods: readonly string[]
  countriesBuiltOn: string
}

/** At most so many words stand under a chart, so that they do not overlap on a small phone. */
const mostLabels = 8

/** Of a month, the days that have a label. */
const labelledDays = ['01', '05', '10', '15', '20', '25', '30']

/**
 * What stands under the bars of a chart: days of a month, or months of a year, or years under their first bar.
 *
 * @param periods without gaps, all `YYYY-MM` or all `YYYY-MM-DD`
 * @returns a text for each bar, empty for most
 */
export function chartLabels(periods: readonly string[]): string[] {
  const years = new Set(periods.map(period => period.slice(0, 4)))
  if (periods[0]?.length === 'YYYY-MM-DD'.length) return periods.map(period => labelledDays.includes(period.slice(8)) ? String(Number(period.slice(8))) : '')
  if (years.size === 1) return periods.map(period => String(Number(period.slice(5))))
  const every = Math.ceil(years.size / mostLabels)
  const labels = periods.map(period => period.endsWith('-01') && Number(period.slice(0, 4)) % every === 0 ? period.slice(0, 4) : '')
  const hasRoom = !labels.slice(0, Math.ceil(periods.length / mostLabels)).some(Boolean)
  return labels.map((label, index) => index === 0 && hasRoom ? periods[0]?.slice(0, 4) ?? '' : label)
}

/** The number of visits from which on a country has each colour of the map, palest first: each colour stands for ten times as many. */
export const classBounds = [10, 100, 1_000, 10_000, 100_000] as const

/**
 * The colour of a country: 1 to 5, or 0 for one of which nothing is published, be it that fewer than ten came or nobody.
 *
 * @param visits published visits
 */
export function mapClass(visits: number): number {
  return classBounds.filter(bound => visits >= bound).length
}
