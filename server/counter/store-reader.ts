import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { setStoreVersion, storeMigrations, storeSql } from './sql.ts'

/** SQLite's name for the fault (`errstr`) or the system's code; their messages could hold a path. */
export function storeFault(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault'
  if ('errstr' in error && typeof error.errstr === 'string') return error.errstr
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.message
}

const schemaVersion = storeMigrations.length

/**
 * Brings an open file to the present version and gives it a name if it has none. To be called in a transaction: of several processes
 * that open the same file, one then does it and the others wait.
 *
 * @returns the name of the file among all that count, a UUID
 * @throws Error as {@link versionOf}
 */
export function migrate(database: DatabaseSync): string {
  const version = versionOf(database)
  if (version < schemaVersion) {
    for (const migration of storeMigrations.slice(version)) database.exec(migration)
    database.exec(setStoreVersion(schemaVersion))
  }
  database.prepare(storeSql.nameWriter).run(randomUUID())
  return String(database.prepare(storeSql.writer).get()?.id)
}

/**
 * The version of the schema; 0 in a new file.
 *
 * @throws Error when the file comes from a newer version
 */
export function versionOf(database: DatabaseSync): number {
  const version = Number(database.prepare(storeSql.version).get()?.user_version)
  if (version > schemaVersion) throw new Error(`the visits were written by a newer version of this program (schema ${version})`)
  return version
}

/** How many visits there were on one UTC day (YYYY-MM-DD), from one country (ISO 3166-1 alpha-2, `T1`, `ZZ`), to pages of one locale. */
export interface VisitCount {
  readonly day: string
  readonly country: string
  readonly locale: string
  readonly n: number
}

/** The visits of one UTC day, of all locales together. */
export interface DayCounts {
  readonly day: string
  /** By country, as the engine puts them together: `RU 27,UA 12`. */
  readonly counts: string
}

/** Visits that are too doubtful for the figures; days and countries as in {@link VisitCount}. */
export interface DoubtfulCount {
  readonly day: string
  readonly country: string
  readonly n: number
}

/**
 * Whose counts these are: the name of a file (see {@link StoreReader.writerId}) for what it counted live, with `/` and a source behind it for what it
 * took from logs; `''` when nobody is named. None of these counts ever falls.
 */
export interface Written {
  readonly writer: string
}

/** A log that was imported. */
export interface ImportedLog {
  /** In hexadecimal: what the log is known by. */
  readonly sha256: string
  /** As the operator called it, for the operator alone. */
  readonly name: string
  /** Whose visits these are; '' is this machine. */
  readonly source: string
  readonly lines: number
  /** Visits among the lines. */
  readonly counted: number
}

/** An {@link ImportedLog} as it is remembered; of a log imported more than once, lines and counts of all times. */
export interface ImportRecord extends ImportedLog {
  /** First and last UTC day with a visit, YYYY-MM-DD; null when there is none. */
  readonly from: string | null
  readonly to: string | null
  /** UTC day of the import. */
  readonly on: string
}

/** Days are YYYY-MM-DD, both ends included; without them, all. */
export interface StoreReader {
  /** Visits counted live and imported, together, by day, country and locale. */
  rows(from?: string, to?: string): VisitCount[]
  /** Visits by day and country, in any order; a day may come twice. Fast: ten years are read in less than a second. */
  days(): DayCounts[]
  /** Visits of each day, counted live and imported: they tell cheaply in which days rows have changed, for no count ever falls. */
  totals(): { readonly day: string, readonly n: number }[]
  doubtful(from?: string, to?: string): DoubtfulCount[]
  /** The same as `rows` and `doubtful`, apart for each that counted them. */
  rowsByWriter(from?: string, to?: string): (VisitCount & Written)[]
  doubtfulByWriter(from?: string, to?: string): (DoubtfulCount & Written)[]
  /** The days with a visit that was counted live, here or on a machine whose counts were taken. */
  liveDays(from?: string, to?: string): string[]
  imports(): ImportRecord[]
  /** The name of this file among all that count, a UUID; undefined in a file that no version with this name has opened. */
  writerId(): string | undefined
  /** A number that is another one as soon as anything was written, by whomever. Cheap. */
  changes(): number
  close(): void
}

const firstDay = ''
const lastDay = '9999-12-31'

/** Reads an open file of the present version. */
export function readerOf(database: DatabaseSync): StoreReader {
  return {
    rows: (from = firstDay, to = lastDay) => database.prepare(storeSql.rows).all({ from, to }).map(({ day, country, locale, n }) => (
      { day: String(day), country: String(country), locale: String(locale), n: Number(n) }
    )),
    days: () => database.prepare(storeSql.days).all().map(({ day, counts }) => ({ day: String(day), counts: String(counts) })),
    totals: () => database.prepare(storeSql.totals).all().map(({ day, n }) => ({ day: String(day), n: Number(n) })),
    doubtful: (from = firstDay, to = lastDay) => database.prepare(storeSql.doubtful).all({ from, to }).map(({ day, country, n }) => (
      { day: String(day), country: String(country), n: Number(n) }
    )),
    rowsByWriter: (from = firstDay, to = lastDay) => database.prepare(storeSql.rowsByWriter).all({ from, to }).map(({ writer, day, country, locale, n }) => (
      { writer: String(writer), day: String(day), country: String(country), locale: String(locale), n: Number(n) }
    )),
    doubtfulByWriter: (from = firstDay, to = lastDay) => database.prepare(storeSql.doubtfulByWriter).all({ from, to }).map(({ writer, day, country, n }) => (
      { writer: String(writer), day: String(day), country: String(country), n: Number(n) }
    )),
    liveDays: (from = firstDay, to = lastDay) => database.prepare(storeSql.liveDays).all({ from, to }).map(({ day }) => String(day)),
    imports: () => database.prepare(storeSql.imports).all().map(({ sha256, name, source, from, to, lines, counted, on }) => ({
      sha256: String(sha256),
      name: String(name),
      source: String(source),
      from: from === null ? null : String(from),
      to: to === null ? null : String(to),
      lines: Number(lines),
      counted: Number(counted),
      on: String(on),
    })),
    writerId: () => {
      const row = database.prepare(storeSql.writer).get()
      return row === undefined ? undefined : String(row.id)
    },
    // Neither of the two ever falls, so the sum moves when one does.
    changes: () => Number(database.prepare(storeSql.changesOfOthers).get()?.data_version)
      + Number(database.prepare(storeSql.changesOfOwn).get()?.changes),
    close: () => database.close(),
  }
}
