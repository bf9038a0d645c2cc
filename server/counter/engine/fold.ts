import { setTimeout as sleep } from 'node:timers/promises'
import { dayMs, dayOf } from '../../../shared/day.ts'
import { sharedSql } from '../sql.ts'
import { EngineError, type Query } from './connection.ts'
import type { SharedEngine } from './engine.ts'

/** The writer that has the counts of all folded ones; no store is ever given this name. */
export const foldedWriter = '00000000-0000-0000-0000-000000000000'

export interface WriterSummary {
  readonly writer: string
  /** UTC day on which it last published, by the engine's clock, YYYY-MM-DD. */
  readonly publishedOn: string
  /** Published today or yesterday, or after the engine's clock was set back. */
  readonly isWriting: boolean
  readonly isFolded: boolean
  readonly rows: number
  readonly visits: number
}

interface Totals {
  readonly rows: number
  readonly visits: number
}

/** What was folded: the whole engine before and after. The visits are the same in both, or nothing was folded. */
export interface Folding {
  readonly folded: readonly WriterSummary[]
  readonly before: Totals
  readonly after: Totals
}

/** How often a folding is tried when others write at the same time. */
const attempts = 10

/** Of every writer that has ever published, the one silent for longest first. */
async function readWriters(query: Query): Promise<WriterSummary[]> {
  const { rows } = await query(sharedSql.writers)
  return rows.map(({ writer, published, now, folded, rows, visits }) => {
    const publishedOn = dayOf(1000 * Number(published))
    return {
      writer: String(writer),
      publishedOn,
      isWriting: publishedOn >= dayOf(1000 * Number(now) - dayMs),
      isFolded: folded === true,
      rows: Number(rows),
      visits: Number(visits),
    }
  })
}

/**
 * Adds the rows of finished writers to those of one writer, and removes them; all in one transaction, or nothing. A folded writer can
 * never publish again: the engine would not know any more what it had of it.
 *
 * @param choose - picks writers from all; may throw an EngineError, which ends it
 * @param dryRun - do everything, but keep nothing of it
 * @throws EngineError
 */
export async function foldWriters(
  engine: SharedEngine, choose: (writers: readonly WriterSummary[]) => readonly WriterSummary[], dryRun = false,
): Promise<Folding> {
  for (let attempt = 1; ; attempt++) {
    let folding: Folding | undefined
    try {
      return await engine.transaction(async (query) => {
        folding = await fold(query, choose)
        if (dryRun) throw new EngineError('not kept')
        return folding
      }, { isolation: 'SERIALIZABLE' })
    }
    catch (error) {
      if (dryRun && folding) return folding
      // Serialization failure and deadlock: a writer came between, so it is looked at anew.
      if (!(error instanceof EngineError && ['40001', '40P01'].includes(error.code ?? '')) || attempt === attempts) throw error
      await sleep(100 * Math.random())
    }
  }
}

async function fold(query: Query, choose: (writers: readonly WriterSummary[]) => readonly WriterSummary[]): Promise<Folding> {
  const folded = choose((await readWriters(query)).filter(({ isFolded }) => !isFolded))
  const before = await readTotals(query)
  for (const { writer } of folded) {
    await query(sharedSql.markFolded, [writer])
    await query(sharedSql.addToFolded, [foldedWriter, writer])
    await query(sharedSql.removeWriter, [writer])
  }
  const after = await readTotals(query)
  if (after.visits !== before.visits) throw new EngineError(`nothing was folded: ${before.visits} visits would have become ${after.visits}`)
  return { folded, before, after }
}

async function readTotals(query: Query): Promise<Totals> {
  const { rows: [sum] } = await query(sharedSql.sum)
  return { rows: Number(sum?.rows), visits: Number(sum?.visits) }
}
