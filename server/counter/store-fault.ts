/** SQLite's name for the fault (`errstr`) or the system's code; their messages could hold a path. */
export function storeFault(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown fault'
  if ('errstr' in error && typeof error.errstr === 'string') return error.errstr
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.message
}
