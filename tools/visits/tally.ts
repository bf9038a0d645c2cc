import { dayMs, dayOf } from '../../shared/day.ts'
import type { VisitCount } from '../../server/counter/store.ts'
import type { Visit } from './visit.ts'

/** Visits summed up by UTC day, country and locale: as small as what is stored of them, however many there are. */
export interface Tally {
  /** @param time - milliseconds since 1970 */
  add(visit: Pick<Visit, 'country' | 'locale'>, time: number): void
  readonly counts: () => VisitCount[]
}

export function createTally(): Tally {
  const days = new Map<number, Map<string, { country: string, locale: string, n: number }>>()

  function add({ country, locale }: Pick<Visit, 'country' | 'locale'>, time: number) {
    const number = Math.floor(time / dayMs)
    let cells = days.get(number)
    if (cells === undefined) days.set(number, cells = new Map())
    const key = country + locale
    const cell = cells.get(key)
    if (cell) cell.n++
    else cells.set(key, { country, locale, n: 1 })
  }

  return {
    add,
    counts: () => [...days].flatMap(([number, cells]) => {
      const day = dayOf(number * dayMs)
      return [...cells.values()].map(cell => ({ day, ...cell }))
    }),
  }
}
