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
export interface Destination {
  readonly user: string | undefined
  readonly host: string
  readonly port: number
  readonly database: string | undefined
}

/** Says what is the matter in one line that tells an operator where to look. */
export function explainFault(error: unknown, destination: Destination): EngineError {
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
