import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { EngineError } from '../../server/counter/engine/connection.ts'
import { knownCountries } from '../../server/counter/country.ts'
import { report, sumByCountry, type Report } from '../../server/counter/figures.ts'
import { createSharedEngine } from '../../server/counter/engine/engine.ts'
import { foldWriters, type Folding, type WriterSummary } from '../../server/counter/engine/fold.ts'
import { openStoreForReading, type StoreReader, type VisitCount, type Written } from '../../server/counter/store.ts'
import type { Config } from '../../server/operator/config.ts'
import { countryName, torCountry } from '../../shared/country.ts'
import { UsageError, readArguments } from '../kit/command.ts'
import { formatCounts, type CountsForm } from './counts-file.ts'
import { checkDay, checkPeriod } from './days.ts'

interface Options {
  readonly json: boolean
  /** Whether JSON holds the doubtful visits, too; the table says how many there are in any case. */
  readonly doubtful: boolean
  readonly from: string | undefined
  readonly to: string | undefined
}

/** Limit for the connection to the shared engine and for the sum over all its rows, in seconds. */
const engineSeconds = 30

/**
 * `report [--json] [--doubtful] [--from YYYY-MM-DD] [--to YYYY-MM-DD]`: prints the exact visits per country, for the operator: of all
 * machines where they share an engine and it can be reached, else of this one. Doubtful visits are always those of this machine.
 *
 * @throws UsageError for an unknown option or a date that is none; Error that names the file when it cannot be read
 */
export async function printReport(args: string[], { visitsFile, visitsPostgres }: Pick<Config, 'visitsFile' | 'visitsPostgres'>) {
  const { json, doubtful, from, to } = readOptions(args)
  const shared = visitsPostgres === undefined ? undefined : await readShared(visitsPostgres, from, to)
  const own = readStore(visitsFile, store => ({ rows: knownCountries(store.rows(from, to)), doubtful: store.doubtful(from, to) }))
  const rows = shared ?? own?.rows
  // To the other stream, so that a program can read the report of an empty store like any other.
  if (rows === undefined) console.error(`Counting has not begun: there is no ${visitsFile} yet.`)
  const result = report(rows ?? [], from, to)
  const beside = sumByCountry(own?.doubtful ?? [])
  const besides = beside.total + (beside.countries[torCountry] ?? 0)
  if (json) console.log(JSON.stringify(doubtful ? { ...result, doubtful: beside } : result))
  else if (rows !== undefined) console.log(toTable(result) + (besides > 0 ? `\n\nDoubtful and not counted, on this machine: ${besides}` : ''))
}

function readOptions(args: string[]): Options {
  const { json = false, doubtful = false, from, to } = readArguments({
    args,
    options: { json: { type: 'boolean' }, doubtful: { type: 'boolean' }, from: { type: 'string' }, to: { type: 'string' } },
  }).values
  checkPeriod(from, to)
  return { json, doubtful, from, to }
}

async function readShared(url: string, from: string | undefined, to: string | undefined): Promise<VisitCount[] | undefined> {
  const engine = createSharedEngine(url, engineSeconds)
  try {
    return await engine.rows(from, to)
  }
  catch (error) {
    console.error(`These are the visits of this machine alone: ${error instanceof Error ? error.message : 'unknown fault'}`)
    return undefined
  }
  finally {
    engine.close()
  }
}

/** Reads what this machine has counted; undefined when it has not begun to. @throws Error that names the file when it cannot be read */
function readStore<Result>(file: string, read: (store: StoreReader) => Result): Result | undefined {
  try {
    const store = openStoreForReading(file)
    const result = store && read(store)
    store?.close()
    return result
  }
  catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : 'unknown fault'}`, { cause: error })
  }
}

/** The exact counts for a person to read. */
export function toTable({ from, to, total, countries }: Report): string {
  if (from === null) return 'No visits.'
  const { [torCountry]: tor, ...others } = countries
  const apart = tor === undefined ? [] : [[torCountry, tor] as const]
  const lines = [...Object.entries(others), ['total', total] as const, ...apart].map(([code, visits]) => [code, nameOf(code), String(visits)] as const)
  const nameWidth = Math.max(...lines.map(([, name]) => name.length))
  const numberWidth = Math.max(...lines.map(([, , visits]) => visits.length))
  const table = lines.map(([code, name, visits]) => `${code.padEnd(5)}  ${name.padEnd(nameWidth)}  ${visits.padStart(numberWidth)}`)
  return [`Visits from ${from} to ${to}, UTC. Exact counts: not for publication.`, '', ...table].join('\n')
}

function nameOf(code: string): string {
  if (code === 'total') return ''
  if (code === torCountry) return 'Tor, not in the total'
  return code === 'ZZ' ? 'unknown' : countryName(code, new Intl.DisplayNames('en', { type: 'region' }))
}

/**
 * `export [--format csv|json] [--from YYYY-MM-DD] [--to YYYY-MM-DD]`: prints the exact counts of this machine, live, imported and doubtful,
 * and which logs they hold, in a form that `import` takes back: to keep, or to move to another machine.
 *
 * @throws UsageError for an unknown option; Error that names the store when it cannot be read
 */
export async function exportCounts(args: string[], { visitsFile }: Pick<Config, 'visitsFile'>) {
  const { format = 'csv', from, to } = readArguments({
    args,
    options: { format: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } },
  }).values
  if (!isForm(format)) throw new UsageError(`--format is "${format}", but must be csv or json`)
  checkPeriod(from, to)
  const counts = readStore(visitsFile, store => countsOf(store, from, to))
  if (counts === undefined) console.error(`Counting has not begun: there is no ${visitsFile} yet.`)
  await pipeline(Readable.from(formatCounts(counts ?? { visits: [], doubtful: [], logs: [] }, format)), process.stdout, { end: false })
}

/** Of some days alone no log is named: the rest of its visits would be taken for counted, too. */
function countsOf(store: StoreReader, from: string | undefined, to: string | undefined) {
  return {
    visits: knownByWriter(store.rowsByWriter(from, to)),
    doubtful: knownByWriter(store.doubtfulByWriter(from, to).map(row => ({ ...row, locale: '' }))),
    logs: from === undefined && to === undefined ? store.imports().map(({ sha256 }) => sha256).sort() : [],
  }
}

function knownByWriter(rows: readonly (VisitCount & Written)[]): (VisitCount & Written)[] {
  return [...Map.groupBy(rows, ({ writer }) => writer)].flatMap(([writer, own]) => knownCountries(own).map(row => ({ ...row, writer })))
}

function isForm(name: string): name is CountsForm {
  return name === 'csv' || name === 'json'
}

/** Limit for the connection and for each statement, in seconds; some go through all rows. */
const foldSeconds = 300

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
  const engine = createSharedEngine(visitsPostgres, foldSeconds)
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
