import { createHash } from 'node:crypto'
import { compareRows } from '../../server/counter/compare-rows.ts'
import type { VisitCount } from '../../server/counter/store.ts'
import { formatCounts, type CountsForm } from './counts-file.ts'

/** SHA-256, in hexadecimal, of the file that `export` writes of these counts: the same in whatever order they are. */
export function hashCounts(rows: readonly VisitCount[], form: CountsForm): string {
  const hash = createHash('sha256')
  for (const line of formatCounts(rows.toSorted(compareRows), form)) hash.update(line)
  return hash.digest('hex')
}
