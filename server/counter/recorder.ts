import { addDays, dayMs, dayOf } from '../../shared/day.ts'
import { storeFault, type VisitCount } from './store-reader.ts'
import { openStore, patientLockWait, type Store } from './store.ts'

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

interface RecorderOptions {
  /** The file of visits; created with its folder when it is not there. */
  readonly file: string
  /** Milliseconds since 1970; decides the UTC day of a visit. */
  readonly now?: () => number
  /** The UTC day of the release that runs, YYYY-MM-DD, by which the clock is judged; without it, any clock is believed. */
  readonly released?: string | undefined
  /** Takes, after each attempt to write, why it failed, as in {@link RecorderStatus}; undefined when it did not. */
  readonly onState?: (fault: string | undefined) => void
  /** Pause after a failure before the store is opened again, in milliseconds. */
  readonly retryMs?: number
}

/**
 * `reason`: SQLite's or the system's words for the fault, without path or data. `pending`: visits that are in memory alone until the
 * store works again.
 */
type RecorderStatus = { readonly ok: true } | { readonly ok: false, readonly reason: string, readonly pending: number }

/** Counts visits in memory and writes them to the store. No method throws: a store that fails must not fail a page. */
export interface Recorder {
  /** Counts one visit on the UTC day of this moment. It is in the store only after {@link Recorder.flush}. */
  record(country: string, locale: string): void
  /** Counts one doubtful visit, likewise; it is never in the figures. */
  recordDoubtful(country: string): void
  /**
   * Writes what was counted, doubtful or not, in one transaction. To be called once for the visits of a turn of the event loop, before
   * their answers leave; costs nothing when there are none.
   *
   * @returns false when the store fails: the visits stay in memory and are written as soon as it works again
   */
  flush(): boolean
  status(): RecorderStatus
  /** Writes what is left, and closes the store. Waits for another process's lock, as this is the last attempt. */
  close(): void
}

/** How often it is checked whether the file is still there, in milliseconds. Until then, visits may go into a deleted file. */
const placeCheckMs = 1000

/** Stands for the day in what is counted while the clock is wrong. */
const undatedDay = ''

/** How long a release is thought to be used at most, in days: two years. It expires long before. */
const longestUse = 731

/**
 * A site cannot run before it was released, nor for years after: a machine whose clock was never set begins in 1970.
 *
 * @param day - what the clock says, YYYY-MM-DD
 * @param released - the day of the release; the clock may be behind by one day, since a release may bear tomorrow's date
 * @returns what is wrong with the clock, for the operator; undefined: nothing
 */
export function doubtAboutClock(day: string, released: string): string | undefined {
  if (day < addDays(released, -1)) return `the clock says ${day}, before the release of ${released}`
  return day > addDays(released, longestUse) ? `the clock says ${day}, more than two years after the release of ${released}: set it, or install a newer release` : undefined
}

/** Opens the store at once, so that {@link Recorder.status} knows of a fault before the first visit. */
export function createRecorder({ file, now = Date.now, released, onState = () => {}, retryMs = 1000 }: RecorderOptions): Recorder {
  const visits = createPending()
  const doubtful = createPending()
  let store: Store | undefined
  let fault: string | undefined
  let retry: NodeJS.Timeout | undefined
  let placeChecked = 0
  let dayNumber = Number.NaN
  let currentDay = ''
  let clockFault: string | undefined

  function today(): string {
    const time = now()
    if (Math.floor(time / dayMs) !== dayNumber) {
      dayNumber = Math.floor(time / dayMs)
      currentDay = dayOf(time)
      clockFault = released === undefined ? undefined : doubtAboutClock(currentDay, released)
      // Of a clock that is wrong it is not known which day it is.
      if (clockFault !== undefined) currentDay = undatedDay
    }
    return currentDay
  }

  /** What was counted by a wrong clock is of the day on which the clock is right again. */
  function dated<Count extends { readonly day: string }>(counts: readonly Count[]): readonly Count[] {
    return counts.some(({ day }) => day === undatedDay) ? counts.map(count => count.day === undatedDay ? { ...count, day: today() } : count) : counts
  }

  function isEmpty(): boolean {
    return visits.counts.length === 0 && doubtful.counts.length === 0
  }

  function flush(): boolean {
    if (isEmpty()) return true
    // A broken store is not asked again with each turn: an attempt may take as long as a lock's wait.
    return retry === undefined && write()
  }

  function write(lockWait?: number): boolean {
    clearTimeout(retry)
    retry = undefined
    try {
      const current = openInPlace(lockWait)
      today()
      if (clockFault !== undefined) throw new Error(clockFault)
      if (!isEmpty()) current.addAll({ visits: dated(visits.counts), doubtful: dated(doubtful.counts) })
      visits.clear()
      doubtful.clear()
      fault = undefined
      onState(fault)
      return true
    }
    catch (error) {
      fault = storeFault(error)
      drop()
      onState(fault)
      retry = setTimeout(() => write(), retryMs).unref()
      return false
    }
  }

  function openInPlace(lockWait?: number): Store {
    const time = performance.now()
    if (store && time - placeChecked >= placeCheckMs) {
      placeChecked = time
      if (!store.isInPlace()) drop()
    }
    if (!store) {
      store = openStore(file, lockWait)
      placeChecked = time
    }
    return store
  }

  function drop() {
    try {
      store?.close()
    }
    catch {
      // What it had not written is still pending.
    }
    store = undefined
  }

  write()
  return {
    record: (country, locale) => visits.add(today(), country, locale),
    recordDoubtful: country => doubtful.add(today(), country, ''),
    flush,
    status: () => fault === undefined ? { ok: true } : { ok: false, reason: fault, pending: visits.counts.reduce((sum, { n }) => sum + n, 0) },
    close: () => {
      if (!isEmpty()) {
        drop()
        write(patientLockWait)
      }
      clearTimeout(retry)
      drop()
    },
  }
}
