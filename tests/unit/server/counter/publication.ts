import type { VisitCount } from '../../../../server/counter/store.ts'
import { byPeriod, daily, monthly, publish, toCsv } from '../../../../server/counter/figures.ts'
import type { Figures, PeriodFigure } from '../../../../shared/statistics.ts'
import { daysOf } from './day-counts.ts'

/** All that is published on one day, in every form: what somebody can compare who wants to know more. */
export interface Publication {
  /** `/api/visits.json`, and the statistics page. */
  figures: Figures
  /** `/api/visits.csv`. */
  csv: string
  /** The charts. */
  months: readonly PeriodFigure[]
  daysInAll: readonly PeriodFigure[]
  /** The pages of years and months. */
  periods: Readonly<Record<string, Figures>>
}

/** A way to make a publication from exact counts. */
export type Rule = (rows: readonly VisitCount[], today: string) => Publication

/** The rule by which the site publishes. */
export function realRule(rows: readonly VisitCount[], today: string): Publication {
  const figures = publish(daysOf(rows), today)
  return {
    figures,
    csv: toCsv(figures),
    months: monthly(figures),
    daysInAll: daily(figures),
    periods: Object.fromEntries(byPeriod(figures)),
  }
}
