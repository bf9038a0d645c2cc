import type { VisitCount } from './store-reader.ts'

/** Counts that are not in the store yet: one entry per day, country and locale, so it stays small however long the store fails. */
export interface Pending {
  add(day: string, country: string, locale: string): void
  /** What was counted since {@link Pending.clear}; the same list each time. */
  readonly counts: readonly VisitCount[]
  clear(): void
}

interface Cell extends VisitCount {
  n: number
}

/**
 * Called once for each visit, so it finds an entry without making a key of its parts, and keeps the entries of the present day when they
 * are cleared.
 */
export function createPending(): Pending {
  const days = new Map<string, Map<string, Map<string, Cell>>>()
  const counts: Cell[] = []
  let currentDay = ''
  let current = new Map<string, Map<string, Cell>>()

  function turnTo(day: string) {
    current = days.get(day) ?? new Map<string, Map<string, Cell>>()
    days.set(day, current)
    currentDay = day
  }

  function cellOf(country: string, locale: string): Cell {
    const known = current.get(country)?.get(locale)
    if (known) return known
    const cell = { day: currentDay, country, locale, n: 0 }
    const cells = current.get(country)
    if (cells) cells.set(locale, cell)
    else current.set(country, new Map([[locale, cell]]))
    return cell
  }

  return {
    add: (day, country, locale) => {
      if (day !== currentDay) turnTo(day)
      const cell = cellOf(country, locale)
      if (cell.n === 0) counts.push(cell)
      cell.n++
    },
    counts,
    clear: () => {
      for (const cell of counts) cell.n = 0
      counts.length = 0
      for (const day of days.keys()) if (day !== currentDay) days.delete(day)
    },
  }
}
