import { beginShared, sharedSql } from '../sql.ts'

/** Something with the shared engine is wrong. The message is one line for the operator; it holds neither password nor counts. */
export class EngineError extends Error {
  /** SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) or the system's code, where there is one. */
  readonly code: string | undefined

  constructor(message: string, code?: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}

/** Where a connection goes, for the words about its faults. */
interface Destination {
  readonly user: string | undefined
  readonly host: string
  readonly port: number
  readonly database: string | undefined
}

/** Says what is the matter in one line that tells an operator where to look. */
function explainFault(error: unknown, destination: Destination): EngineError {
  if (error instanceof EngineError) return error
  const code = codeOf(error)
  const message = error instanceof Error ? error.message.split('\n', 1)[0] ?? '' : 'unknown fault'
  return new EngineError(sentenceOf(code, message, destination), code, error)
}

function sentenceOf(code: string | undefined, message: string, { user, host, port, database }: Destination): string {
  const place = `${host}:${port}`
  switch (code) {
    case '28P01': return `wrong password for user ${user}`
    case '28000': return `user ${user} is not let in: ${message}`
    case '3D000': return `there is no database ${database} at ${place}`
    case '3F000': return 'there is no schema to put the tables in (search_path)'
    case '42501': return `user ${user} lacks a right: ${message}`
    case '25006': return `${place} is read only, perhaps a standby`
    case '42P01': case '42703': case '42804': case '42P10': return `the tables there have another schema: ${message}`
    case '57014': return `${place} is too slow: a statement took longer than its limit`
    case '57P01': case '57P02': case '57P03': return `${place} is starting or stopping`
    case '53300': return `${place} has no connection left`
    case 'ECONNREFUSED': return `${place} refuses connections`
    case 'ENOTFOUND': case 'EAI_AGAIN': return `the host ${host} cannot be found`
    case 'EHOSTUNREACH': case 'ENETUNREACH': case 'ETIMEDOUT': return `${place} cannot be reached`
    case 'ECONNRESET': case 'EPIPE': return `${place} cut the connection`
  }
  if (/timeout/i.test(message)) return `${place} does not answer in time`
  if (/terminated/i.test(message)) return `${place} cut the connection`
  if (/password/i.test(message)) return `no password, or not the right one, for user ${user}`
  return `${place}: ${message}`
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

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
