import type { Config } from '../../server/operator/config.ts'
import { knownCountries } from '../../server/counter/known-countries.ts'
import { report, sumByCountry, type Report } from '../../server/counter/report.ts'
import { createSharedEngine } from '../../server/counter/shared-engine.ts'
import { openStoreForReading, type StoreReader, type VisitCount } from '../../server/counter/store.ts'
import { countryName, torCountry } from '../../shared/country.ts'
import { readArguments } from '../kit/command.ts'
import { checkPeriod } from './day.ts'

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
export function readStore<Result>(file: string, read: (store: StoreReader) => Result): Result | undefined {
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
