import { createHash } from 'node:crypto'
import type { DoubtfulCount, VisitCount } from '../../server/counter/store.ts'
import { dayMs, dayOf } from '../../shared/day.ts'
import { createCountsReader, isCountsHeading, type Counts } from './counts-file.ts'
import { logFormats, recogniseFormat, type Recognised } from './formats/formats.ts'
import type { LogFormat } from './formats/log-line.ts'
import { createLineSplitter } from './lines.ts'
import { createLogJudge } from './log-judge.ts'
import type { LogRules, Visit } from './visit.ts'

/** By how many lines, and by how many characters of them at most, a format is recognised: enough that a wave of robots decides nothing. */
const sampleSize = { lines: 2000, characters: 1024 * 1024 }

/** How many malformed lines are shown. */
const sampleLimit = 5

/** What a log holds. */
export interface LogCounts {
  /** Name of the format. */
  readonly format: string
  /** Lines that are neither empty nor headings. */
  readonly lines: number
  readonly malformed: number
  /** The first malformed lines, with their numbers from 1. */
  readonly samples: readonly { readonly number: number, readonly text: string }[]
  /** What the lines do not tell, for the operator. */
  readonly warning: string | undefined
  readonly counted: number
  readonly counts: readonly VisitCount[]
  /** Visits of which nothing tells where they came from, among those counted. */
  readonly fromNowhere: number
  /** What is kept apart; may name a day and a country more than once. */
  readonly doubtful: readonly DoubtfulCount[]
}

/** What takes the lines of one file, one by one; undefined stands for a line that is too long. */
interface LineReader {
  line(line: string | undefined): void
  /** @throws Error when what was read must not be counted */
  end(): LogCounts | Counts
}

export interface ReadOptions {
  /** Undefined: it is recognised from the first lines. */
  readonly format: LogFormat | undefined
  readonly rules: LogRules
  /** Called now and then with the number of lines so far. */
  readonly onProgress: (lines: number) => void
}

/**
 * Counts the visits of one log, or reads a file of counts, in one pass.
 *
 * @returns what it holds, and the SHA-256 of the content as it is when unpacked, in hexadecimal
 * @throws Error without the name of the file, when its format is not known or nothing of it must be counted
 */
export async function readLog(content: AsyncIterable<Buffer>, { format, rules, onProgress }: ReadOptions): Promise<(LogCounts | Counts) & { sha256: string }> {
  const hash = createHash('sha256')
  const sample: (string | undefined)[] = []
  let sampled = 0
  let reader: LineReader | undefined
  let lines = 0

  function settle(): LineReader {
    const chosen = chooseReader(sample, format, rules)
    for (const line of sample.splice(0)) chosen.line(line)
    return chosen
  }

  const splitter = createLineSplitter((line) => {
    lines++
    if (reader) return reader.line(line)
    sample.push(line)
    sampled += line?.length ?? 0
    if (sample.length >= sampleSize.lines || sampled >= sampleSize.characters) reader = settle()
  })

  for await (const chunk of content) {
    hash.update(chunk)
    splitter.push(chunk)
    onProgress(lines)
  }
  splitter.end()
  onProgress(lines)
  return { ...(reader ?? settle()).end(), sha256: hash.digest('hex') }
}

function chooseReader(sample: readonly (string | undefined)[], named: LogFormat | undefined, rules: LogRules): LineReader {
  const lines = sample.filter(line => line !== undefined)
  if (named === undefined && isCountsHeading(lines[0] ?? '')) return createCountsReader(lines[0] ?? '')
  const known = recogniseFormat(lines, named ? [named] : logFormats) ?? (named && { format: named, prefix: undefined })
  if (known === undefined && lines.some(line => line !== '')) {
    throw new Error('is in no format that is known, by its first lines; if the log begins with something else, name its format by --format')
  }
  if (known === undefined && lines.length < sample.length) throw new Error('begins with a line that is too long for a log')
  return known ? createLogReader(known, rules) : emptyReader
}

const emptyReader: LineReader = {
  line: () => {},
  end: () => ({ format: 'empty', lines: 0, malformed: 0, samples: [], warning: undefined, counted: 0, counts: [], fromNowhere: 0, doubtful: [] }),
}

/** Counts the visits in the lines of a log. */
function createLogReader(recognised: Recognised, rules: LogRules): LineReader {
  const { judge, warning, namesAgents, tellsFetchMetadata } = createLogJudge(recognised, rules)
  const visits = createTally()
  const unnamed = createTally()
  const doubtful = createTally()
  const samples: { number: number, text: string }[] = []
  let number = 0
  let asides = 0
  let malformed = 0

  function line(text: string | undefined) {
    number++
    const judged = judge(text)
    if (judged === 'no visit') return
    if (judged === 'aside') asides++
    else if ('malformed' in judged) {
      malformed++
      if (samples.length < sampleLimit) samples.push({ number, text: judged.malformed })
    }
    else if (!judged.namesAgent) unnamed.add(judged)
    else (judged.isDoubtful ? doubtful : visits).add(judged)
  }

  /** What a line did not say is known by the end of the log: whether it was not sent, or no line says it. */
  function end(): LogCounts {
    const lines = number - asides
    if (lines > 0 && malformed === lines) throw new Error(`holds no line in the format ${recognised.format.name}`)
    const counted = [visits, ...namesAgents() ? [] : [unnamed], ...tellsFetchMetadata() ? [] : [doubtful]]
    const sum = (of: (tally: Tally) => number) => counted.reduce((total, tally) => total + of(tally), 0)
    return {
      format: recognised.format.name,
      lines,
      malformed,
      samples,
      warning: warning(),
      counted: sum(tally => tally.total()),
      counts: counted.flatMap(tally => tally.counts()),
      fromNowhere: sum(tally => tally.fromNowhere()),
      doubtful: tellsFetchMetadata() ? doubtful.counts() : [],
    }
  }

  return { line, end }
}

/** Visits summed up by UTC day, country and locale: as small as what is stored of them, however many there are. */
interface Tally {
  add(visit: Visit): void
  readonly total: () => number
  readonly fromNowhere: () => number
  readonly counts: () => VisitCount[]
}

function createTally(): Tally {
  const days = new Map<number, Map<string, { country: string, locale: string, n: number }>>()
  let total = 0
  let fromNowhere = 0

  function add({ time, country, locale, isFromNowhere }: Visit) {
    total++
    if (isFromNowhere) fromNowhere++
    const number = Math.floor(time / dayMs)
    let cells = days.get(number)
    if (cells === undefined) days.set(number, cells = new Map())
    const key = country + locale
    const cell = cells.get(key)
    if (cell) cell.n++
    else cells.set(key, { country, locale, n: 1 })
  }

  return {
    add,
    total: () => total,
    fromNowhere: () => fromNowhere,
    counts: () => [...days].flatMap(([number, cells]) => {
      const day = dayOf(number * dayMs)
      return [...cells.values()].map(cell => ({ day, ...cell }))
    }),
  }
}
