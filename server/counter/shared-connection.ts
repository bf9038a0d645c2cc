import { explainFault, EngineError, type Destination } from './engine-fault.ts'
import { beginShared, sharedSql } from './sql.ts'

export interface Answer {
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  /** Rows that were written or read. */
  readonly count: number
}

/** Runs one statement. Prepared statements get no name: through PgBouncer's transaction mode the next runs on another connection. */
export type Query = (text: string, values?: readonly (string | number)[]) => Promise<Answer>

export interface TransactionOptions {
  /** Limit for each statement. */
  readonly seconds: number
  readonly isolation?: 'READ COMMITTED' | 'SERIALIZABLE'
}

/** All methods throw an {@link EngineError}; after that, or when the engine hangs up, the connection is closed and of no more use. */
export interface SharedConnection {
  readonly isOpen: boolean
  query: Query
  transaction: <Result>(act: (query: Query) => Promise<Result>, options: TransactionOptions) => Promise<Result>
  close(): void
}

/** How much longer than the engine's own limit an answer is waited for, in milliseconds: it may not even get the order to stop. */
const grace = 2000

/**
 * Connects to PostgreSQL or what speaks like it.
 *
 * @param url - `postgres://user:password@host:port/database?sslmode=…`
 * @param seconds - limit for the connection, and for each statement outside of a transaction
 * @throws EngineError
 */
export async function connectShared(url: string, seconds: number): Promise<SharedConnection> {
  const client = await createClient(url, seconds)
  const destination: Destination = { user: client.user, host: client.host, port: client.port, database: client.database }
  let isOpen = true

  function close() {
    isOpen = false
    // Waits for nothing: with a statement under way it cuts the connection, and the engine rolls back.
    client.end().catch(() => {})
  }

  // Without a listener an engine that hangs up would end the process.
  client.on('error', close)

  async function attempt<Result>(act: () => Promise<Result>): Promise<Result> {
    try {
      if (!isOpen) throw new EngineError(`${destination.host}:${destination.port} cut the connection`)
      return await act()
    }
    catch (error) {
      close()
      throw explainFault(error, destination)
    }
  }

  async function query(text: string, values?: readonly (string | number)[]): Promise<Answer> {
    const { rows, rowCount } = await client.query<Record<string, unknown>>(text, values && [...values])
    return { rows, count: rowCount ?? 0 }
  }

  await attempt(() => client.connect())
  return {
    get isOpen() {
      return isOpen
    },
    query: (text, values) => attempt(() => query(text, values)),
    transaction: (act, options) => attempt(async () => {
      await query(beginShared(options.seconds, options.isolation))
      const result = await act(query)
      await query(sharedSql.commit)
      return result
    }),
    close,
  }
}

async function createClient(url: string, seconds: number) {
  // Only here, so that a site without shared engine does not load it.
  const { Client } = await import('pg')
  try {
    return new Client({
      connectionString: strictTls(url),
      application_name: 'visits',
      connectionTimeoutMillis: 1000 * seconds,
      query_timeout: 1000 * seconds + grace,
      keepAlive: true,
    })
  }
  catch (error) {
    // For example a certificate file that is not there.
    throw new EngineError(error instanceof Error ? error.message.split('\n', 1)[0] ?? '' : 'unreadable VISITS_POSTGRES', undefined, error)
  }
}

/**
 * `require` and `verify-ca` check the certificate and the host's name today, but are to check less in the client's next version, which
 * it says in eight lines on standard error; this says in its words what it does now. Who wants the weaker sense of other clients adds
 * `uselibpqcompat=true`.
 */
function strictTls(url: string): string {
  return /[?&]uselibpqcompat=true(?:&|$)/.test(url) ? url : url.replace(/([?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/, '$1verify-full')
}
