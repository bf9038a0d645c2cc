import { setTimeout as sleep } from 'node:timers/promises'
import { dayMs, dayOf } from '../../../shared/day.ts'
import { knownCountries } from '../country.ts'
import { sharedMigrations, sharedSql, upsertShared } from '../sql.ts'
import type { DayCounts, VisitCount } from '../store-reader.ts'
import { EngineError, connectShared, type Query, type SharedConnection, type TransactionOptions } from './connection.ts'

/** How many machines may have been faster; each of them leaves less to do. */
const attempts = 20

/** Longest pause before it is tried again, in milliseconds; random, so that machines that start together do not meet again. */
const longestPause = 200

/**
 * What PostgreSQL, CockroachDB and YugabyteDB say when two create the same table at the same moment, `IF NOT EXISTS` or not:
 * serialization failure, deadlock, unique violation (in the catalogue), duplicate table, duplicate object, catalogue version mismatch.
 */
const collisions = new Set(['40001', '40P01', '23505', '42P07', '42710', 'XX000'])

/** SQLSTATE where no machine has been yet. */
const undefinedTable = '42P01'

/**
 * Creates the tables or brings them up to date; many machines may do so at once.
 *
 * Nothing is locked: advisory locks are missing in CockroachDB and belong to a session, which there is none through PgBouncer. Not even a
 * transaction is needed, which YugabyteDB does not keep around `CREATE`: every statement may run twice, what collides is tried
 * again, and a version is noted when its statement has been run by anyone.
 *
 * @param connect - gives a connection; after a collision it is asked for another
 * @returns the connection that works
 * @throws EngineError, also when the tables come from a newer version
 */
async function migrateShared(connect: () => Promise<SharedConnection>): Promise<SharedConnection> {
  for (let attempt = 1; ; attempt++) {
    let connection = await connect()
    try {
      const version = await versionOf(connection)
      if (version > sharedMigrations.length) {
        connection.close()
        throw new EngineError(`the tables there come from a newer version of this program (schema ${version})`)
      }
      if (!connection.isOpen) connection = await connect()
      if (version < sharedMigrations.length) await migrate(connection, version)
      return connection
    }
    catch (error) {
      if (!(error instanceof EngineError && collisions.has(error.code ?? '')) || attempt === attempts) throw error
      await sleep(Math.random() * longestPause)
    }
  }
}

async function migrate({ query }: SharedConnection, version: number) {
  await query(sharedSql.createVersions)
  for (const [index, migration] of sharedMigrations.entries()) {
    if (index < version) continue
    await query(migration)
    await query(sharedSql.reached, [index + 1])
  }
}

/** 0 where no machine has been yet. */
async function versionOf({ query }: SharedConnection): Promise<number> {
  try {
    const { rows } = await query(sharedSql.version)
    return Number(rows[0]?.version ?? 0)
  }
  catch (error) {
    if (error instanceof EngineError && error.code === undefinedTable) return 0
    throw error
  }
}

/**
 * The counts of many machines in one place, each machine's in rows of its own. It connects when it is first asked and again after a
 * failure. All methods that return a promise throw an {@link EngineError}.
 */
export interface SharedEngine {
  isConnected(): boolean
  /**
   * Makes the tables where they are missing, and makes the writer known.
   *
   * @returns what the engine has of this writer already: visits by day
   */
  begin(writer: string): Promise<Map<string, number>>
  /** Sets counts of a writer, all or none; without any, shows that the writer is still there. A count never falls. */
  publish(writer: string, rows: readonly VisitCount[]): Promise<void>
  /** The sum of all writers, by day, country and locale; what a writer took for a country and is none, as unknown. Days are YYYY-MM-DD, both included; without them, all. */
  rows(from?: string, to?: string): Promise<VisitCount[]>
  /** Visits of all writers by day and country, as they were written. */
  days(): Promise<DayCounts[]>
  transaction: <Result>(act: (query: Query) => Promise<Result>, options?: Partial<TransactionOptions>) => Promise<Result>
  close(): void
}

/** Rows in one statement; each takes four of the 65,535 parameters that the protocol allows. */
const batchSize = 500

/**
 * @param url - see {@link connectShared}
 * @param seconds - limit for the connection and for each statement
 */
export function createSharedEngine(url: string, seconds: number): SharedEngine {
  let connection: SharedConnection | undefined
  let closed = false

  async function connect(): Promise<SharedConnection> {
    if (!connection?.isOpen) connection = await connectShared(url, seconds)
    if (!closed) return connection
    connection.close()
    throw new EngineError('closed')
  }

  async function transaction<Result>(act: (query: Query) => Promise<Result>, options: Partial<TransactionOptions> = {}): Promise<Result> {
    return (await connect()).transaction(act, { seconds, ...options })
  }

  async function rowsOf(sql: string, values: readonly string[]) {
    try {
      return (await transaction(query => query(sql, values))).rows
    }
    catch (error) {
      // Nobody has published yet. To make the tables takes rights that a reader need not have.
      if (error instanceof EngineError && error.code === undefinedTable) return []
      throw error
    }
  }

  return {
    isConnected: () => connection?.isOpen === true,
    begin: async (writer) => {
      connection = await migrateShared(connect)
      return transaction(async (query) => {
        await query(sharedSql.register, [writer])
        const { rows } = await query(sharedSql.publishedDays, [writer])
        return new Map(rows.map(({ day, n }) => [toDay(day), Number(n)]))
      })
    },
    publish: (writer, rows) => transaction(async (query) => {
      const { count } = await query(sharedSql.touch, [writer])
      if (count === 0) throw new EngineError(`the counts of this machine (writer ${writer}) were folded into others; begin a new VISITS_FILE`)
      for (let start = 0; start < rows.length; start += batchSize) {
        const batch = rows.slice(start, start + batchSize)
        await query(upsertShared(batch.length), [writer, ...batch.flatMap(({ day, country, locale, n }) => [day, country, locale, n])])
      }
    }),
    rows: async (from = '0001-01-01', to = '9999-12-31') => {
      const rows = await rowsOf(sharedSql.rows, [from, to])
      return knownCountries(rows.map(({ day, country, locale, n }) => ({ day: toDay(day), country: String(country), locale: String(locale), n: Number(n) })))
    },
    days: async () => (await rowsOf(sharedSql.days, [])).map(({ day, counts }) => ({ day: toDay(day), counts: String(counts) })),
    transaction,
    close: () => {
      closed = true
      connection?.close()
    },
  }
}

/** @param number - days since 1970 */
function toDay(number: unknown): string {
  return dayOf(Number(number) * dayMs)
}
