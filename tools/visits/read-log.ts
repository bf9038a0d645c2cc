import { createHash } from 'node:crypto'
import type { DoubtfulCount, VisitCount } from '../../server/counter/store.ts'
import { countsFormOf } from './counts-file.ts'
import { createCountsReader } from './counts-reader.ts'
import { recogniseFormat, sampleSize } from './formats/formats.ts'
import type { LogFormat } from './formats/log-line.ts'
import { createLineSplitter } from './lines.ts'
import { createLogReader } from './log-reader.ts'
import type { LogRules } from './visit.ts'

/** What takes the lines of one file, one by one; undefined stands for a line that is too long. */
export interface LineReader {
  line(line: string | undefined): void
  /** @throws Error when what was read must not be counted */
  end(): LineCounts
}

export interface LineCounts {
  /** Name of the format. */
  readonly format: string
  readonly lacks: LogFormat['lacks']
  /** Lines that are neither empty nor headings. */
  readonly lines: number
  readonly malformed: number
  /** The first malformed lines, with their numbers from 1. */
  readonly samples: readonly { readonly number: number, readonly text: string }[]
  readonly counted: number
  readonly counts: readonly VisitCount[]
  /** What is kept apart; may name a day and a country more than once. */
  readonly doubtful: readonly DoubtfulCount[]
  /** What the content is known by, first of all, where its bytes are not what matters. SHA-256, in hexadecimal. */
  readonly hashes?: readonly string[]
}

export interface LogCounts extends LineCounts {
  /** What it is to be remembered by: of the counts in a file of counts, else of the content as it is when unpacked. */
  readonly sha256: string
  /** All by which it may be remembered, this one included: earlier versions took that of the content in any case. */
  readonly knownAs: readonly string[]
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
 * @throws Error without the name of the file, when its format is not known or nothing of it must be counted
 */
export async function readLog(content: AsyncIterable<Buffer>, { format, rules, onProgress }: ReadOptions): Promise<LogCounts> {
  const hash = createHash('sha256')
  const sample: (string | undefined)[] = []
  let reader = format && createLogReader(format, rules)
  let lines = 0

  function settle(): LineReader {
    const chosen = chooseReader(sample, rules)
    for (const line of sample.splice(0)) chosen.line(line)
    return chosen
  }

  const splitter = createLineSplitter((line) => {
    lines++
    if (reader) return reader.line(line)
    sample.push(line)
    if (sample.length >= sampleSize) reader = settle()
  })

  for await (const chunk of content) {
    hash.update(chunk)
    splitter.push(chunk)
    onProgress(lines)
  }
  splitter.end()
  onProgress(lines)
  const counts = (reader ?? settle()).end()
  const ofContent = hash.digest('hex')
  const knownAs = [...counts.hashes ?? [], ofContent]
  return { ...counts, sha256: knownAs[0] ?? ofContent, knownAs }
}

function chooseReader(sample: readonly (string | undefined)[], rules: LogRules): LineReader {
  const lines = sample.filter(line => line !== undefined)
  const form = countsFormOf(lines[0] ?? '')
  if (form !== undefined) return createCountsReader(form)
  const format = recogniseFormat(lines)
  if (format === undefined && lines.some(line => line !== '')) {
    throw new Error('is in no format that is known, by its first lines; if the log begins with something else, name its format by --format')
  }
  if (format === undefined && lines.length < sample.length) throw new Error('begins with a line that is too long for a log')
  return format ? createLogReader(format, rules) : emptyReader
}

const emptyReader: LineReader = {
  line: () => {},
  end: () => ({ format: 'empty', lacks: [], lines: 0, malformed: 0, samples: [], counted: 0, counts: [], doubtful: [] }),
}
