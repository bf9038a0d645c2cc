import { openStoreForReading, type VisitCount } from '../../server/counter/store.ts'
import type { Postgres } from './postgres.ts'

/** What a machine has in its own file. */
export function localCounts(file: string): { writer: string, rows: VisitCount[], total: number } {
  const store = openStoreForReading(file)
  const rows = store?.rows() ?? []
  const writer = store?.writerId() ?? ''
  store?.close()
  return { writer, rows, total: sum(rows) }
}

/** What PostgreSQL has, of all writers or of one. */
export async function sharedTotal(postgres: Postgres, database: string, writer?: string): Promise<number> {
  const where = writer === undefined ? '' : `WHERE writer = '${writer}'`
  const [row] = await postgres.query(database, `SELECT coalesce(sum(n), 0) AS total FROM visits ${where}`)
  return Number(row?.total)
}

function sum(rows: readonly VisitCount[]): number {
  return rows.reduce((total, { n }) => total + n, 0)
}
