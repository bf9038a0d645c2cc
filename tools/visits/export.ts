import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Config } from '../../server/config.ts'
import { readArguments } from '../report/read-arguments.ts'
import { UsageError } from '../report/usage-error.ts'
import { countsHeaders, formatCounts, type CountsForm } from './counts-file.ts'
import { checkPeriod } from './day.ts'
import { readOwn } from './report.ts'

/**
 * `export [--format csv|json] [--from YYYY-MM-DD] [--to YYYY-MM-DD]`: prints the exact counts of this machine, live and imported together,
 * in a form that `import` takes back: to keep, or to move to another machine.
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
  const rows = readOwn(visitsFile, from, to)?.rows
  if (rows === undefined) console.error(`Counting has not begun: there is no ${visitsFile} yet.`)
  await pipeline(Readable.from(formatCounts(rows ?? [], format)), process.stdout, { end: false })
}

function isForm(name: string): name is CountsForm {
  return name in countsHeaders
}
