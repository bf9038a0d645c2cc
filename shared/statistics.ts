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
