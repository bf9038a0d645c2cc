import { createHash } from 'node:crypto'
import { compareRows } from '../../server/counter/country.ts'
import type { TakenCounts, VisitCount } from '../../server/counter/store.ts'
import { isCountryCode } from '../../shared/country.ts'
import { isDay, utcDay } from '../../shared/day.ts'
import { isLocale } from '../../shared/locales.ts'
import { excerpt } from './lines.ts'
import { parseObject } from './formats/json.ts'
import { firstDay, lastDay } from './days.ts'

export type CountsForm = 'csv' | 'json'

/** A row of a file of counts: visits or doubtful visits of a writer, or a log that was counted. */
type Row
  = | { readonly kind: 'visits', readonly writer: string, readonly day: string, readonly country: string, readonly locale: string, readonly n: number }
    | { readonly kind: 'doubtful', readonly writer: string, readonly day: string, readonly country: string, readonly n: number }
    | { readonly kind: 'log', readonly sha256: string }

/** The first four columns are all that whoever writes such a file himself needs. */
const columns = ['day', 'country', 'locale', 'n', 'writer', 'doubtful', 'log']
const plainColumns = columns.slice(0, 4)

const json = { visits: '{"visits":[', doubtful: '],"doubtful":[', logs: '],"logs":[', end: ']}' } as const

/** A table (CSV, RFC 4180, lines end with `\n`), or one JSON object with one row a line; both are read back by {@link createCountsReader}. */
export function* formatCounts({ visits, doubtful, logs }: TakenCounts, form: CountsForm): Generator<string> {
  if (form === 'csv') {
    yield `${columns.join(',')}\n`
    for (const { day, country, locale, n, writer } of visits) yield `${day},${country},${locale},${n},${writer},,\n`
    for (const { day, country, n, writer } of doubtful) yield `${day},${country},,,${writer},${n},\n`
    for (const sha256 of logs) yield `,,,,,,${sha256}\n`
    return
  }
  yield* jsonRows(json.visits, visits, ({ day, country, locale, n, writer }) => ({ day, country, locale, n, writer }))
  yield* jsonRows(json.doubtful, doubtful, ({ day, country, n, writer }) => ({ day, country, n, writer }))
  yield* jsonRows(json.logs, logs, sha256 => sha256)
  yield `${json.end}\n`
}

function* jsonRows<Item>(heading: string, items: Iterable<Item>, valueOf: (item: Item) => unknown): Generator<string> {
  yield `${heading}\n`
  let before: string | undefined
  for (const item of items) {
    if (before !== undefined) yield `${before},\n`
    before = JSON.stringify(valueOf(item))
  }
  if (before !== undefined) yield `${before}\n`
}

/** What a file of counts holds. */
export interface Counts extends TakenCounts {
  /** For the operator. */
  readonly format: string
  /** Rows of visits. */
  readonly lines: number
  readonly visits: readonly (VisitCount & { readonly writer: string })[]
  readonly doubtful: readonly { readonly writer: string, readonly day: string, readonly country: string, readonly n: number }[]
  readonly logs: readonly string[]
  /** Whether it says who has counted; then none of it can count twice. */
  readonly isWritten: boolean
  /** What visits of nobody in particular are known by, in whatever order and form they are; SHA-256, in hexadecimal. */
  readonly hashes: readonly string[]
}

/** More visits than there will be, and few enough that the sums of many files are exact (below 2^53). */
const mostVisits = 1e12

/** Whether a file that begins with this line is one of counts. */
export function isCountsHeading(line: string): boolean {
  return line === json.visits || separatorOf(line) !== undefined
}

/**
 * Takes a file of exact counts back. One wrong line refuses the file: half a backup must not look like a whole one. It holds each cell once,
 * so memory stays bounded however much there is to unpack.
 *
 * @param heading - a first line that {@link isCountsHeading}; it is given to the reader, too
 */
export function createCountsReader(heading: string, today = utcDay()) {
  const form = heading === json.visits ? 'json' : 'csv'
  const parse = form === 'json' ? parseJsonRow : csvParser(separatorOf(heading) ?? ',')
  const last = lastDay(today)
  const visits: (Row & { kind: 'visits' })[] = []
  const doubtful: (Row & { kind: 'doubtful' })[] = []
  const logs: string[] = []
  const known = new Set<string>()
  let number = 0
  let counted = 0
  /** CSV has no last line that could be missing. */
  let ended = false

  function line(text: string | undefined) {
    number++
    if (ended && text !== '') throw new Error(`line ${number} stands behind the end: ${excerpt(text ?? 'too long')}`)
    if (text === '' || (number === 1 && text === heading)) return
    if (form === 'json' && text === json.end) {
      ended = true
      return
    }
    const row = text === undefined ? undefined : parse(text)
    if (row === 'aside') return
    if (row === undefined) throw new Error(`line ${number} is no row of counts: ${excerpt(text ?? 'too long')}`)
    take(row)
  }

  function take(row: Row) {
    const cell = row.kind === 'log' ? row.sha256 : [row.day, row.country, row.kind === 'visits' ? row.locale : row.kind, row.writer].filter(Boolean).join()
    if (known.has(cell)) throw new Error(`line ${number} counts ${cell} once more; a file that was put together is imported in its parts`)
    known.add(cell)
    if (row.kind === 'log') return logs.push(row.sha256)
    if (row.day < firstDay || row.day > last) throw new Error(`line ${number} counts visits on ${row.day}, but only days from ${firstDay} to ${last} are taken`)
    counted += row.n
    if (counted > mostVisits) throw new Error(`with line ${number} there are more than ${mostVisits} visits, which cannot be`)
    if (row.kind === 'visits') visits.push(row)
    else doubtful.push(row)
  }

  function end(): Counts {
    if (form === 'json' && !ended) throw new Error('is cut off: its last line is missing')
    const writers = [...visits, ...doubtful].map(({ writer }) => writer)
    const isWritten = logs.length > 0 || writers.some(writer => writer !== '')
    if (isWritten && writers.includes('')) throw new Error('says of some rows alone who has counted them')
    return { format: `counts (${form})`, lines: visits.length, visits, doubtful, logs, isWritten, hashes: isWritten ? [] : plainHashes(visits) }
  }

  return { line, end }
}

/** What stands between the cells of a heading: a comma, or what a spreadsheet of another country writes in its place. */
function separatorOf(heading: string): string | undefined {
  return [',', ';', '\t'].find((separator) => {
    const cells = cellsOf(heading, separator).join()
    return cells === columns.join() || cells === plainColumns.join()
  })
}

/** Without the quotes and the empty cells at the end that a spreadsheet adds. */
function cellsOf(line: string, separator: string): string[] {
  const cells = line.split(separator).map(cell => cell.replace(/^"(.*)"$/, '$1'))
  return cells.slice(0, cells.findLastIndex(cell => cell !== '') + 1)
}

function csvParser(separator: string): (line: string) => Row | 'aside' | undefined {
  return (line) => {
    const [day = '', country = '', locale = '', n = '', writer = '', doubtful = '', log = '', ...rest] = cellsOf(line, separator)
    if (rest.length > 0) return undefined
    if (log !== '') return [day, country, locale, n, writer, doubtful].join('') === '' ? logRow(log) : undefined
    if (doubtful !== '') return locale + n === '' ? doubtfulRow(day, country, doubtful, writer) : undefined
    return visitsRow(day, country, locale, n, writer)
  }
}

/** Nothing when the row is written in another way than ours: of a key that comes twice, `JSON.parse` keeps silent. */
function parseJsonRow(line: string): Row | 'aside' | undefined {
  if (line === json.doubtful || line === json.logs) return 'aside'
  const text = line.endsWith(',') ? line.slice(0, -1) : line
  if (text.startsWith('"')) return logRow(text.replaceAll('"', ''))
  const { day, country, locale, n, writer }: Readonly<Record<string, unknown>> = parseObject(text) ?? {}
  if (JSON.stringify({ day, country, locale, n, writer }) !== text) return undefined
  return locale === undefined ? doubtfulRow(day, country, n, writer) : visitsRow(day, country, locale, n, writer === undefined ? '' : writer)
}

function visitsRow(day: unknown, country: unknown, locale: unknown, n: unknown, writer: unknown): Row | undefined {
  if (!isDay(day) || !isCountry(country) || typeof locale !== 'string' || !isLocale(locale) || !isNumber(n) || !isWriter(writer)) return undefined
  return { kind: 'visits', day, country, locale, n: Number(n), writer }
}

function doubtfulRow(day: unknown, country: unknown, n: unknown, writer: unknown): Row | undefined {
  if (!isDay(day) || !isCountry(country) || !isNumber(n) || !isWriter(writer)) return undefined
  return { kind: 'doubtful', day, country, n: Number(n), writer }
}

function logRow(sha256: string): Row | undefined {
  return /^[\da-f]{64}$/.test(sha256) ? { kind: 'log', sha256 } : undefined
}

function isCountry(value: unknown): value is string {
  return typeof value === 'string' && isCountryCode(value)
}

function isNumber(n: unknown): boolean {
  return /^[1-9]\d*$/.test(String(n)) && Number.isSafeInteger(Number(n))
}

/** As `Written` has it. */
function isWriter(writer: unknown): writer is string {
  return typeof writer === 'string' && /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:\/[\w.-]{0,64})?)?$/.test(writer)
}

/** SHA-256 of the visits in the two forms without writers. */
function plainHashes(visits: readonly VisitCount[]): string[] {
  const rows = visits.toSorted(compareRows)
  const csv = [plainColumns.join(), ...rows.map(({ day, country, locale, n }) => [day, country, locale, n].join()), '']
  const objects = rows.map(({ day, country, locale, n }, index) => JSON.stringify({ day, country, locale, n }) + (index < rows.length - 1 ? ',' : ''))
  return [csv, [json.visits, ...objects, json.end, '']].map(lines => createHash('sha256').update(lines.join('\n')).digest('hex'))
}
