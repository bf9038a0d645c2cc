import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'

/** How many visits there were on one UTC day (YYYY-MM-DD), from one country (ISO 3166-1 alpha-2, `T1`, `ZZ`), to pages of one locale. */
export interface VisitCount {
  readonly day: string
  readonly country: string
  readonly locale: string
  readonly n: number
}

export interface StoreReader {
  /** The counts of the days from `from` to `to`, both included, YYYY-MM-DD, by day; without them, all. */
  rows(from?: string, to?: string): VisitCount[]
  close(): void
}

export interface Store extends StoreReader {
  /**
   * Adds the counts in one transaction: all of them or, when it throws, none.
   *
   * @throws Error of SQLite
   */
  add(batch: Iterable<VisitCount>): void
  /** False when the file was deleted or another one put in its place: what is added then would be in no file that has a name. */
  isInPlace(): boolean
}

const schemaVersion = 1

/**
 * Longest wait for another process's lock, in milliseconds; nothing else is answered meanwhile. A worker holds it for some 20 µs: with
 * four that wrote 2,000 times a second each, the longest wait was 18 ms. More than this is a program that should not be there.
 */
const lockWait = 250

/**
 * A transaction writes whole pages into the WAL, so small ones (1 KiB) and a long WAL (4,000 pages, 4 MiB) cost least: 12 µs for one
 * visit against 19 µs with SQLite's defaults, and the two fsyncs of a checkpoint, some 5 ms, come once in 4,000 transactions.
 *
 * With `synchronous=NORMAL` nothing else waits for the disk. A transaction is with the operating system when it returns, so it outlives
 * `kill -9`; what came after the last checkpoint may be lost when the power fails, and the file stays whole.
 */
const settings = `
  PRAGMA page_size = 1024;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 4000;
`

const schema = `
  CREATE TABLE visits (
    day TEXT,
    country TEXT,
    locale TEXT,
    n INTEGER NOT NULL,
    PRIMARY KEY (day, country, locale)
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = ${schemaVersion};
`

/**
 * Opens the file of visits, with its folder and table if they are not there yet. Several processes may have it open and write.
 *
 * @throws Error when the file cannot be opened or written, is no database, or comes from a newer version
 */
export function openStore(file: string): Store {
  mkdirSync(dirname(file), { recursive: true })
  const database = new DatabaseSync(file, { timeout: lockWait })
  try {
    return prepareStore(database, file)
  }
  catch (error) {
    database.close()
    throw error
  }
}

/**
 * Opens the file of visits only to read it; nothing is created or changed, not even beside it.
 *
 * @returns undefined when nobody has counted into it yet
 * @throws Error when it is there but cannot be read or is no database
 */
export function openStoreForReading(file: string): StoreReader | undefined {
  if (!existsSync(file)) return undefined
  const url = pathToFileURL(file)
  // Without a WAL nobody writes. Opened as usual, SQLite would leave an empty WAL behind, or fail where nothing may be created.
  if (!existsSync(`${file}-wal`)) url.searchParams.set('immutable', '1')
  const database = new DatabaseSync(url, { readOnly: true, timeout: lockWait })
  try {
    if (versionOf(database) > 0) return readerOf(database)
  }
  catch (error) {
    database.close()
    throw error
  }
  database.close()
  return undefined
}

function prepareStore(database: DatabaseSync, file: string): Store {
  database.exec(settings)
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')

  function inTransaction(act: () => void) {
    begin.run()
    try {
      act()
      commit.run()
    }
    finally {
      // Open only after a failure; SQLite itself ends it after some of them, such as a full disk.
      if (database.isTransaction) database.exec('ROLLBACK')
    }
  }

  inTransaction(() => {
    if (versionOf(database) === 0) database.exec(schema)
  })
  const { dev, ino } = statSync(file)
  const upsert = database.prepare(
    'INSERT INTO visits (day, country, locale, n) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n',
  )
  return {
    ...readerOf(database),
    add: batch => inTransaction(() => {
      for (const { day, country, locale, n } of batch) upsert.run(day, country, locale, n)
    }),
    isInPlace: () => {
      const now = statSync(file, { throwIfNoEntry: false })
      return now?.ino === ino && now.dev === dev
    },
  }
}

function readerOf(database: DatabaseSync): StoreReader {
  return {
    rows: (from = '', to = '9999-12-31') => database
      .prepare('SELECT day, country, locale, n FROM visits WHERE day BETWEEN ? AND ? ORDER BY day, country, locale')
      .all(from, to)
      .map(({ day, country, locale, n }) => ({ day: String(day), country: String(country), locale: String(locale), n: Number(n) })),
    close: () => database.close(),
  }
}

/** The version of the schema; 0 in a new file. */
function versionOf(database: DatabaseSync): number {
  const version = Number(database.prepare('PRAGMA user_version').get()?.user_version)
  if (version > schemaVersion) throw new Error(`the visits were written by a newer version of this program (schema ${version})`)
  return version
}
