import type { Config } from '../../server/operator/config.ts'
import { EngineError } from '../../server/counter/engine-fault.ts'
import { createSharedEngine } from '../../server/counter/shared-engine.ts'
import { foldWriters, type Folding, type WriterSummary } from '../../server/counter/shared-fold.ts'
import { readArguments, UsageError } from '../kit/command.ts'
import { checkDay } from './day.ts'

/** Limit for the connection and for each statement, in seconds; some go through all rows. */
const engineSeconds = 300

/**
 * `compact --writer UUID… | --finished-before YYYY-MM-DD [--dry-run]`: adds up the rows of machines that are gone, for good. One that
 * published today or yesterday is refused.
 *
 * @throws UsageError for options that do not fit; Error that says why when nothing was folded
 */
export async function compact(args: string[], { visitsPostgres }: Pick<Config, 'visitsPostgres'>) {
  const { writer, 'finished-before': finishedBefore, 'dry-run': dryRun = false } = readArguments({
    args,
    options: { 'writer': { type: 'string', multiple: true }, 'finished-before': { type: 'string' }, 'dry-run': { type: 'boolean' } },
  }).values
  checkDay('--finished-before', finishedBefore)
  if ((writer === undefined) === (finishedBefore === undefined)) {
    throw new UsageError('compact needs either --writer UUID… or --finished-before DAY')
  }
  if (visitsPostgres === undefined) throw new UsageError('VISITS_POSTGRES is not set: there is nothing to compact')
  const engine = createSharedEngine(visitsPostgres, engineSeconds)
  try {
    const choose = (writers: readonly WriterSummary[]) => writer ? chooseNamed(writers, writer) : chooseFinished(writers, finishedBefore ?? '')
    console.log(describe(await foldWriters(engine, choose, dryRun), dryRun))
  }
  finally {
    engine.close()
  }
}

function chooseNamed(writers: readonly WriterSummary[], names: readonly string[]): WriterSummary[] {
  return [...new Set(names.map(name => name.toLowerCase()))].map((name) => {
    const found = writers.find(({ writer }) => writer === name)
    if (!found) {
      const others = writers.map(({ writer }) => writer).join(', ') || 'none'
      throw new EngineError(`there is no writer ${name} that is not folded yet; there is: ${others}`)
    }
    if (found.isWriting) throw new EngineError(`writer ${name} published on ${found.publishedOn} and may still be counting; nothing was folded`)
    return found
  })
}

function chooseFinished(writers: readonly WriterSummary[], day: string): WriterSummary[] {
  return writers.filter(({ publishedOn, isWriting }) => publishedOn < day && !isWriting)
}

function describe({ folded, before, after }: Folding, dryRun: boolean): string {
  if (folded.length === 0) return 'There is no such finished writer.'
  const lines = folded.map(({ writer, publishedOn, rows, visits }) => `${writer}  last published on ${publishedOn}  ${rows} rows  ${visits} visits`)
  const made = `${before.rows} rows ${dryRun ? 'would become' : 'became'} ${after.rows}; the sum stays ${after.visits} visits.`
  return [...lines, `${dryRun ? 'Would fold' : 'Folded'} ${folded.length} ${folded.length === 1 ? 'writer' : 'writers'}: ${made}`].join('\n')
}
