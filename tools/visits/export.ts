import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Config } from '../../server/operator/config.ts'
import { knownCountries } from '../../server/counter/known-countries.ts'
import type { StoreReader, VisitCount, Written } from '../../server/counter/store.ts'
import { readArguments, UsageError } from '../kit/command.ts'
import { formatCounts, type CountsForm } from './counts-file.ts'
import { checkPeriod } from './day.ts'
import { readStore } from './report.ts'

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
