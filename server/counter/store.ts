import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { utcDay } from '../../shared/day.ts'
import { absentTables, storeSettings, storeSql } from './sql.ts'
import { migrate, readerOf, versionOf, type DoubtfulCount, type ImportedLog, type StoreReader, type VisitCount, type Written } from './store-reader.ts'

export type { DayCounts, DoubtfulCount, ImportedLog, ImportRecord, StoreReader, VisitCount, Written } from './store-reader.ts'

/** What other machines have counted. */
export interface TakenCounts {
  readonly visits: Iterable<VisitCount & Written>
  readonly doubtful: Iterable<DoubtfulCount & Written>
  /** SHA-256 of the logs in which these visits were, in hexadecimal. */
  readonly logs: Iterable<string>
}

/** Each method that writes does so in one transaction: all of it or, when it throws an Error of SQLite, nothing. */
export interface Store extends StoreReader {
  add(batch: Iterable<VisitCount>): void
  addDoubtful(batch: Iterable<DoubtfulCount>): void
  addAll(batches: { visits: Iterable<VisitCount>, doubtful: Iterable<DoubtfulCount> }): void
  /**
   * Adds the visits of a log and remembers the log.
   *
   * @param options.doubtful - what the log has of doubtful visits; kept with those of this machine
   * @param options.knownAs - other hashes by which the log may be remembered
   * @returns `known`, with nothing added, when this log was imported before; with `force` it is added again
   */
  importLog(
    log: ImportedLog, batch: Iterable<VisitCount>, options?: { force?: boolean, doubtful?: Iterable<DoubtfulCount>, knownAs?: readonly string[] },
  ): 'imported' | 'known'
  /**
   * Takes what other machines have counted, each count in place of a lower one: the same counts, or older ones, change nothing. The logs are remembered as
   * if they had been imported here.
   *
   * @param name - where the counts come from, for the operator
   * @returns what is new: `n` of each row is by how much there are more visits
   */
  takeCounts(counts: TakenCounts, name: string): VisitCount[]
  writerId(): string
  /** False when the file was deleted or another one put in its place: what is added then would be in no file that has a name. */
  isInPlace(): boolean
}

/**
 * How long a server waits for another process's lock, in milliseconds; nothing else is answered meanwhile. A worker holds it for one short
 * transaction; more than this is a program that should not be there.
 */
const lockWait = 250

/**
 * How long whoever has nothing else to do waits for it, in milliseconds: a command, or a server that stops, for which it is the last chance. Together
 * with what else a stop may take it must end before the service manager loses patience (`TimeoutStopSec` in deploy/systemd).
 */
export const patientLockWait = 10_000

/**
 * Opens the file of visits, with its folder and tables if they are not there yet. Several processes may have it open and write.
 *
 * @param wait - how long a method may wait for another process's lock, in milliseconds, before it throws
 * @throws Error when the file cannot be opened or written, is no database, or comes from a newer version
 */
export function openStore(file: string, wait = lockWait): Store {
  mkdirSync(dirname(file), { recursive: true })
  const database = new DatabaseSync(file, { timeout: wait })
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
    const version = versionOf(database)
    if (version > 0) database.exec(absentTables(version))
    if (version > 0) return readerOf(database)
  }
  catch (error) {
    database.close()
    throw error
  }
  database.close()
  return undefined
}

function prepareStore(database: DatabaseSync, file: string): Store {
  database.exec(storeSettings)
  const begin = database.prepare(storeSql.begin)
  const commit = database.prepare(storeSql.commit)

  function inTransaction<Result>(act: () => Result): Result {
    begin.run()
    try {
      const result = act()
      commit.run()
      return result
    }
    finally {
      // Open only after a failure; SQLite itself ends it after some of them, such as a full disk.
      if (database.isTransaction) database.exec(storeSql.rollback)
    }
  }

  const writer = inTransaction(() => migrate(database))
  const { dev, ino } = statSync(file)
  const addVisits = database.prepare(storeSql.addVisits)
  const addDoubtful = database.prepare(storeSql.addDoubtful)
  const addImported = database.prepare(storeSql.addImported)
  const addImport = database.prepare(storeSql.addImport)
  const isImported = database.prepare(storeSql.isImported)
  const taken = database.prepare(storeSql.taken)
  const take = database.prepare(storeSql.take)
  const takeDoubtful = database.prepare(storeSql.takeDoubtful)
  const takeImport = database.prepare(storeSql.takeImport)

  function add(visits: Iterable<VisitCount>, doubtful: Iterable<DoubtfulCount>) {
    inTransaction(() => {
      for (const { day, country, locale, n } of visits) addVisits.run(day, country, locale, n)
      for (const { day, country, n } of doubtful) addDoubtful.run(day, country, n)
    })
  }

  return {
    ...readerOf(database),
    add: batch => add(batch, []),
    addDoubtful: batch => add([], batch),
    addAll: ({ visits, doubtful }) => add(visits, doubtful),
    importLog: ({ sha256, name, source, lines, counted }, batch, { force = false, doubtful = [], knownAs = [] } = {}) => inTransaction(() => {
      if (!force && [sha256, ...knownAs].some(hash => isImported.get(hash) !== undefined)) return 'known'
      let from: string | null = null
      let to: string | null = null
      for (const { day, country, locale, n } of batch) {
        addImported.run(source, day, country, locale, n)
        if (from === null || day < from) from = day
        if (to === null || day > to) to = day
      }
      for (const { day, country, n } of doubtful) addDoubtful.run(day, country, n)
      addImport.run(sha256, name, source, from, to, lines, counted, utcDay())
      return 'imported'
    }),
    takeCounts: ({ visits, doubtful, logs }, name) => inTransaction(() => {
      const more: VisitCount[] = []
      for (const { writer, day, country, locale, n } of visits) {
        const before = Number(taken.get(writer, day, country, locale)?.n ?? 0)
        take.run(writer, day, country, locale, n)
        if (n > before) more.push({ day, country, locale, n: n - before })
      }
      for (const { writer, day, country, n } of doubtful) takeDoubtful.run(writer, day, country, n)
      for (const sha256 of logs) takeImport.run(sha256, name, utcDay())
      return more
    }),
    writerId: () => writer,
    isInPlace: () => {
      const now = statSync(file, { throwIfNoEntry: false })
      return now?.ino === ino && now.dev === dev
    },
  }
}
