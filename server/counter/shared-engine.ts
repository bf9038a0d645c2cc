import { dayMs, dayOf } from '../../shared/day.ts'
import { EngineError } from './engine-fault.ts'
import { knownCountries } from './known-countries.ts'
import { connectShared, type SharedConnection, type TransactionOptions, type Query } from './shared-connection.ts'
import { migrateShared, undefinedTable } from './shared-schema.ts'
import { sharedSql, upsertShared } from './sql.ts'
import type { DayCounts, VisitCount } from './store-reader.ts'

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
