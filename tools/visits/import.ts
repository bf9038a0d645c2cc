import { basename } from 'node:path'
import type { Config } from '../../server/operator/config.ts'
import { report } from '../../server/counter/figures.ts'
import { openStore, patientLockWait, type Store, type VisitCount } from '../../server/counter/store.ts'
import { readArguments, UsageError } from '../kit/command.ts'
import { createProgress, readContent, sizeOf, type Progress } from './unpack-log.ts'
import type { Counts } from './counts-file.ts'
import type { LogFormat } from './formats/log-line.ts'
import { formatOf, logOptions, rulesOf } from './log-judge.ts'
import { readLog, type LogCounts } from './read-log.ts'
import { toTable } from './report.ts'
import type { LogRules } from './visit.ts'

interface Options {
  readonly files: readonly string[]
  readonly format: LogFormat | undefined
  readonly source: string
  readonly force: boolean
  readonly json: boolean
  readonly rules: LogRules
}

interface Total {
  lines: number
  malformed: number
  counted: number
  /** Visits of which no address tells the country, among those counted. */
  withoutAddress: number
  readonly visits: VisitCount[]
}

/**
 * `import FILE… [--format F] [--source NAME] [--force] [--json] [--geoip FILE] [--own-hosts LIST]`: counts access logs, or takes back what
 * `export` wrote. `-` is standard input. Each file is counted whole or not at all; one that fails does not keep the others from it.
 *
 * @throws UsageError for a wrong command line; Error when the store cannot be used, or at the end when a file was refused
 */
export async function importLogs(args: string[], config: Config) {
  const options = readOptions(args, config)
  const progress = createProgress({ total: totalSize(options.files), isTerminal: process.stderr.isTTY, write: text => process.stderr.write(text) })
  const total: Total = { lines: 0, malformed: 0, counted: 0, withoutAddress: 0, visits: [] }
  const store = openStoreNamed(config.visitsFile)
  let refused = 0
  try {
    for (const file of options.files) {
      try {
        await importFile(file, store, options, total, progress)
      }
      catch (error) {
        refused++
        tell(progress, `${nameOf(file)} ${error instanceof Error ? error.message : 'cannot be read'}; nothing of it was counted`)
      }
    }
  }
  finally {
    progress.clear()
    store.close()
  }
  print(total, options.json)
  if (refused > 0) throw new Error(`${refused} of ${options.files.length} ${options.files.length === 1 ? 'file was' : 'files were'} not counted`)
}

function readOptions(args: string[], config: Config): Options {
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: { ...logOptions, source: { type: 'string' }, force: { type: 'boolean' }, json: { type: 'boolean' } },
  })
  if (positionals.length === 0) throw new UsageError('no file to import; - stands for standard input')
  const { source = '', force = false, json = false } = values
  if (values.source !== undefined && !/^[\w.-]{1,64}$/.test(source)) {
    throw new UsageError(`--source is "${source}", but must be a name of letters, digits, dots and hyphens, at most 64`)
  }
  const format = formatOf(values.format)
  return { files: positionals, format, source, force, json, rules: rulesOf(config, values.geoip, values['own-hosts']) }
}

async function importFile(file: string, store: Store, options: Options, total: Total, progress: Progress) {
  const { format, rules } = options
  const read = await readLog(readContent(file, progress.bytes), { format, rules, onProgress: progress.lines })
  const isLog = 'malformed' in read
  if (isLog) warn(nameOf(file), read, progress)
  total.lines += read.lines
  total.malformed += isLog ? read.malformed : 0
  const visits = isLog ? countOnce(file, read, [read.sha256], store, options) : countTaken(file, read, store, options)
  if (visits === 'known') return tell(progress, `${nameOf(file)} was counted before: left out${isLog || !read.isWritten ? ' (--force counts it again)' : ''}`)
  // Not spread into the arguments of push: a few years of counts are more than a stack holds.
  for (const count of visits) total.visits.push(count)
  total.counted += sumOf(visits)
  const parts = [`${nameOf(file)}: ${read.format}, ${read.lines} lines, ${sumOf(visits)} visits`]
  if (isLog && read.fromNowhere > 0) {
    total.withoutAddress += read.fromNowhere
    parts.push(`${read.fromNowhere} of them without an address (ZZ)`)
  }
  if (read.doubtful.length > 0) parts.push(`${sumOf(read.doubtful)} doubtful`)
  tell(progress, parts.join(', '))
}

/** Counts that say who has counted them take the place of lower ones; others are added, once. */
function countTaken(file: string, counts: Counts & { readonly sha256: string }, store: Store, options: Options): readonly VisitCount[] | 'known' {
  const { lines, visits, doubtful, hashes, sha256, isWritten } = counts
  if (!isWritten) return countOnce(file, { lines, counted: sumOf(visits), counts: visits, doubtful }, [...hashes, sha256], store, options)
  const own = store.writerId()
  if ([...visits, ...doubtful].some(({ writer }) => writer.startsWith(own))) throw new Error('holds what this machine has counted live already, or from logs')
  const more = store.takeCounts(counts, labelOf(file))
  return more.length === 0 && lines > 0 ? 'known' : more
}

/** @param hashes - all by which it may be remembered; by the first of them it will be */
function countOnce(
  file: string, log: Pick<LogCounts, 'lines' | 'counted' | 'counts' | 'doubtful'>, hashes: readonly string[], store: Store, { source, force }: Options,
): readonly VisitCount[] | 'known' {
  const { lines, counted, counts, doubtful } = log
  if (!force && store.imports().some(({ sha256 }) => hashes.includes(sha256))) return 'known'
  if (source === '') refuseLiveDays(counts, store)
  const [sha256 = ''] = hashes
  const outcome = store.importLog({ sha256, name: labelOf(file), source, lines, counted }, counts, { force, doubtful, knownAs: hashes })
  return outcome === 'known' ? outcome : counts
}

function sumOf(counts: readonly { readonly n: number }[]): number {
  return counts.reduce((sum, { n }) => sum + n, 0)
}

/** A visit that this machine has counted live is also in its log. */
function refuseLiveDays(counts: readonly VisitCount[], store: Store) {
  const days = counts.map(({ day }) => day).sort()
  const live = new Set(store.liveDays(days.at(0) ?? '', days.at(-1) ?? ''))
  const both = [...new Set(days.filter(day => live.has(day)))]
  if (both.length === 0) return
  const named = both.length === 1 ? `${both[0]}, which was` : `${both.length} days from ${both[0]} to ${both.at(-1)}, which were`
  throw new Error(`has visits of ${named} counted live already; --source NAME says that these are visits to another machine`)
}

function warn(name: string, { malformed, samples, warning }: LogCounts, progress: Progress) {
  for (const { number, text } of samples) tell(progress, `${name}, line ${number} is malformed: ${text}`)
  if (malformed > samples.length) tell(progress, `${name} has ${malformed} malformed lines; the first ${samples.length} are shown`)
  if (warning !== undefined) tell(progress, `${name} ${warning}`)
}

function print({ lines, malformed, counted, withoutAddress, visits }: Total, json: boolean) {
  const result = report(visits)
  const more = withoutAddress > 0 ? { withoutAddress } : {}
  if (json) console.log(JSON.stringify({ lines, counted, countries: result.countries, malformed, ...more }))
  else console.log(toTable(result))
}

function totalSize(files: readonly string[]): number | undefined {
  let total = 0
  for (const file of files) {
    try {
      const size = sizeOf(file)
      if (size === undefined) return undefined
      total += size
    }
    catch {
      // Said when its turn comes.
    }
  }
  return total
}

function openStoreNamed(file: string): Store {
  try {
    return openStore(file, patientLockWait)
  }
  catch (error) {
    throw new Error(`${file} cannot be used: ${error instanceof Error ? error.message : 'unknown fault'}`, { cause: error })
  }
}

/** What the store remembers it by, for the operator. */
function labelOf(file: string): string {
  return file === '-' ? '-' : basename(file)
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : file
}

function tell(progress: Progress, message: string) {
  progress.clear()
  console.error(`visits: ${message}`)
}
