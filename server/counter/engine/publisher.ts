import { setTimeout as sleep } from 'node:timers/promises'
import { dayMs, dayOf } from '../../../shared/day.ts'
import { storeFault, type StoreReader, type VisitCount } from '../store-reader.ts'
import { openStore, type Store } from '../store.ts'
import { EngineError } from './connection.ts'
import type { SharedEngine } from './engine.ts'

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

interface PublisherOptions {
  /** The file of visits. */
  readonly file: string
  readonly engine: SharedEngine
  /** Called with the fault when publishing begins to fail or fails for another reason, and with undefined when it works again. */
  readonly onChange: (fault: string | undefined) => void
  /** Milliseconds since 1970. */
  readonly now?: () => number
  /** Pause between publications, in milliseconds. */
  readonly pauseMs?: number
}

export interface Publisher {
  /** Publishes once more, for {@link lastTry} at most, and ends. */
  stop(): Promise<void>
}

/** Longest pause after failures, in milliseconds. It doubles with each; a little chance keeps many machines from coming back at once. */
const longestPause = 10_000

/** How often all days are compared, not only the recent ones, and the engine is shown that this machine is there, in milliseconds. */
const sweepPause = 60_000

/** How long the last publication may take at a stop, in milliseconds. */
const lastTry = 3000

/**
 * Publishes the counts of this machine every second, when they have changed. It must run once for each file.
 *
 * It keeps no queue: counts are absolute and the file is the truth, so what was not acknowledged is simply read and sent again.
 */
export function startPublisher({ file, engine, onChange, now = Date.now, pauseMs = 1000 }: PublisherOptions): Publisher {
  let store: Store | undefined
  let sent: Sent | undefined
  let changes: number | undefined
  let swept = 0
  let failures = 0
  let fault: string | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  /** A file that was replaced has another name as a writer. */
  function openInPlace(): Store {
    if (store?.isInPlace()) return store
    forget()
    store?.close()
    store = undefined
    return store = openStore(file)
  }

  function forget() {
    sent = undefined
    changes = undefined
    swept = 0
  }

  async function publish() {
    const current = openInPlace()
    const writer = current.writerId()
    const time = now()
    if (!sent || !engine.isConnected()) {
      forget()
      sent = { days: await engine.begin(writer), cells: new Map() }
    }
    const sweep = time - swept >= sweepPause
    // Looked at before the rows are read, so that what comes meanwhile is seen next time.
    const seen = current.changes()
    if (seen === changes && !sweep) return
    const recent = recentDays(time)
    for (const day of sweep ? unsentDays(current, sent) : recent) {
      const rows = current.rows(day, day)
      const unsent = unsentRows(rows, sent)
      if (unsent.length > 0) await engine.publish(writer, unsent)
      noteSent(day, rows, sent, recent)
    }
    if (sweep) {
      await engine.publish(writer, [])
      forgetOldCells(sent, recent)
      swept = time
    }
    changes = seen
  }

  async function attempt() {
    try {
      await publish()
      failures = 0
      change(undefined)
    }
    catch (error) {
      failures++
      forget()
      change(error instanceof EngineError ? error.message : `the file of visits cannot be read: ${storeFault(error)}`)
    }
  }

  function change(next: string | undefined) {
    if (next === fault || stopped) return
    fault = next
    onChange(fault)
  }

  async function run() {
    await attempt()
    const pause = failures === 0 ? pauseMs : Math.min(longestPause, pauseMs * 2 ** (failures - 1)) * (0.8 + 0.4 * Math.random())
    if (!stopped) timer = setTimeout(next, pause)
  }

  let turn = run()
  function next() {
    turn = run()
  }

  return {
    stop: async () => {
      const last = turn.then(() => {
        clearTimeout(timer)
        swept = 0
        return attempt()
      })
      const limit = new AbortController()
      await Promise.race([last, sleep(lastTry, undefined, { signal: limit.signal }).catch(() => {})])
      limit.abort()
      stopped = true
      clearTimeout(timer)
      engine.close()
      store?.close()
    },
  }
}
