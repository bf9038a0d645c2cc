import { parseArgs } from 'node:util'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Config } from '../../server/config.ts'
import { countsHeaders, formatCounts, type CountsForm } from './counts-file.ts'
import { checkPeriod } from './day.ts'
import { readOwn } from './report.ts'
import { UsageError } from '../report/usage-error.ts'

/**
 * `export [--format csv|json] [--from YYYY-MM-DD] [--to YYYY-MM-DD]`: prints the exact counts of this machine, live and imported together,
 * in a form that `import` takes back: to keep, or to move to another machine.
 *
 * @throws UsageError for an unknown option; Error that names the store when it cannot be read
 */
export async function exportCounts(args: string[], { visitsFile }: Pick<Config, 'visitsFile'>) {
  const { format = 'csv', from, to } = parseOptions(args)
  if (!isForm(format)) throw new UsageError(`--format is "${format}", but must be csv or json`)
  checkPeriod(from, to)
  const rows = readOwn(visitsFile, from, to)?.rows
  if (rows === undefined) console.error(`Counting has not begun: there is no ${visitsFile} yet.`)
  await pipeline(Readable.from(formatCounts(rows ?? [], format)), process.stdout, { end: false })
}

function parseOptions(args: string[]) {
  try {
    return parseArgs({ args, options: { format: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } } }).values
  }
  catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'unreadable options', { cause: error })
  }
}

function isForm(name: string): name is CountsForm {
  return name in countsHeaders
}
