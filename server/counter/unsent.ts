import { dayMs, dayOf } from '../../shared/day.ts'
import type { StoreReader, VisitCount } from './store-reader.ts'

/** What is known to be in the shared engine. Forgotten after each failure: the engine then says itself what it has. */
export interface Sent {
  /** Visits by day. */
  readonly days: Map<string, number>
  /** Counts by cell (see {@link cellOf}), of the days that still change. */
  readonly cells: Map<string, number>
}

/**
 * The days whose rows still change as a rule, YYYY-MM-DD: yesterday, for visits of its last second, and today.
 *
 * @param time - milliseconds since 1970
 */
export function recentDays(time: number): string[] {
  return [dayOf(time - dayMs), dayOf(time)]
}

/** The days in which something is not sent yet, old ones too: after an outage, an import, or when the store could not be written for long. */
export function unsentDays(store: StoreReader, sent: Sent): string[] {
  return store.totals().filter(({ day, n }) => sent.days.get(day) !== n).map(({ day }) => day)
}

/** The rows of a day that are not sent yet. */
export function unsentRows(rows: readonly VisitCount[], sent: Sent): VisitCount[] {
  return rows.filter(row => sent.cells.get(cellOf(row)) !== row.n)
}

/** Notes that the rows of a day were sent. @param recent - the days for which single cells are remembered */
export function noteSent(day: string, rows: readonly VisitCount[], sent: Sent, recent: readonly string[]) {
  sent.days.set(day, rows.reduce((sum, { n }) => sum + n, 0))
  if (recent.includes(day)) for (const row of rows) sent.cells.set(cellOf(row), row.n)
}

/** Forgets the cells of days that are over, so that memory stays small. */
export function forgetOldCells(sent: Sent, recent: readonly string[]) {
  for (const cell of sent.cells.keys()) {
    if (!recent.includes(cell.slice(0, 10))) sent.cells.delete(cell)
  }
}

function cellOf({ day, country, locale }: VisitCount): string {
  return `${day} ${country} ${locale}`
}
