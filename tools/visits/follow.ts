import { once } from 'node:events'
import type { Config } from '../../server/config.ts'
import { createFlood } from '../../server/counter/flood.ts'
import { createRecorder, type Recorder } from '../../server/counter/recorder.ts'
import { startPublication } from '../../server/publication.ts'
import { readArguments } from '../report/read-arguments.ts'
import { UsageError } from '../report/usage-error.ts'
import { excerpt } from './excerpt.ts'
import { recogniseFormat } from './formats/formats.ts'
import type { LineParser, LogFormat } from './formats/log-line.ts'
import { lackWarning } from './lack-warning.ts'
import { followPipe, followStream } from './live-log.ts'
import { formatOf, logOptions, rulesOf } from './log-options.ts'
import { isMoment } from './moment.ts'
import { visitOf, type LogRules } from './visit.ts'

/** Pause between looks at whether the store works, in milliseconds. */
const watchPause = 10_000

/** How many malformed lines are shown. */
const shownMalformed = 5

/**
 * `follow (--pipe PATH | -) [--format F] [--geoip FILE] [--own-hosts LIST]`: counts from a live log until it ends or a signal comes. SIGTERM
 * and SIGINT let it count what has arrived.
 *
 * @throws UsageError for a wrong command line; Error when the source fails, or visits could not be written at the end
 */
export async function followLog(args: string[], config: Config) {
  const { values, pipe } = readOptions(args)
  const format = formatOf(values.format)
  const rules = rulesOf(config, values.geoip, values['own-hosts'])
  let time = Date.now()
  const recorder = createRecorder({ file: config.visitsFile, now: () => time })
  let shown = 0
  const follower = createFollower({
    format,
    rules,
    recorder,
    setTime: now => time = now,
    isFlood: createFlood(config.floodLimit, () => time),
    onMalformed: text => shown++ < shownMalformed && tell(`a malformed line: ${text}`),
    onFormat: ({ lacks }) => {
      const warning = lackWarning(lacks, rules.ownHosts)
      if (warning !== undefined) tell(`the log ${warning}`)
    },
  })

  const signal = Promise.race([once(process, 'SIGTERM'), once(process, 'SIGINT')])
  const log = pipe === undefined ? followStream(process.stdin, 'standard input', follower.take) : followPipe(pipe, follower.take)
  tell(`following ${log.name}, counting into ${config.visitsFile}`)
  const watch = setInterval(createWatch(recorder), watchPause)
  const publication = startPublication(config)
  try {
    await Promise.race([log.ended, signal])
    await log.stop()
  }
  finally {
    clearInterval(watch)
    recorder.close()
    await publication.stop()
  }
  const { lines, visits, doubtful, malformed } = follower.totals()
  tell(`${lines} lines, ${visits} visits, ${malformed} malformed${doubtful ? `, ${doubtful} doubtful` : ''}`)
  const status = recorder.status()
  if (!status.ok && status.pending > 0) throw new Error(`${status.pending} visits could not be written: ${status.reason}`)
}

/** `pipe` is undefined for standard input. */
function readOptions(args: string[]) {
  const { values, positionals } = readArguments({ args, allowPositionals: true, options: { ...logOptions, pipe: { type: 'string' } } })
  const isStdin = positionals.length === 1 && positionals[0] === '-'
  if (positionals.length > (isStdin ? 1 : 0) || isStdin === (values.pipe !== undefined)) {
    throw new UsageError('say what to follow, one of: --pipe PATH, -')
  }
  return { values, pipe: values.pipe }
}

interface FollowerOptions {
  /** Undefined: that of the first line that has any. */
  readonly format: LogFormat | undefined
  readonly rules: LogRules
  /** Made with {@link FollowerOptions.setTime} as its clock, so that a visit counts on the day of its line. */
  readonly recorder: Recorder
  readonly setTime: (time: number) => void
  /** Counts a visit of an address and says whether it is beyond the limit. */
  readonly isFlood: (address: string) => boolean
  readonly onMalformed: (excerpt: string) => void
  /** Told once, as soon as the format is known. */
  readonly onFormat: (format: LogFormat) => void
}

/** Counts a live log, line by line. All lines of one turn of the event loop are written in one transaction. */
function createFollower({ format, rules, recorder, setTime, isFlood, onMalformed, onFormat }: FollowerOptions) {
  let known: { readonly format: LogFormat, readonly parse: LineParser } | undefined = format && { format, parse: format.parser() }
  if (format) onFormat(format)
  let isFlushing = false
  let lines = 0
  let visits = 0
  let doubtful = 0
  let malformed = 0

  function take(line: string | undefined) {
    if (line === '') return
    lines++
    if (known === undefined && line !== undefined) {
      known = recognise(line)
      if (known !== undefined) onFormat(known.format)
    }
    if (line !== undefined && known?.format.isOther?.(line)) return
    const request = line === undefined ? undefined : known?.parse(line)
    if (request === 'aside') {
      lines--
      return
    }
    if (known === undefined || request === undefined || !isMoment(request.time)) {
      malformed++
      return onMalformed(line === undefined ? 'too long for a log' : excerpt(line))
    }
    const visit = visitOf(request, rules, !known.format.lacks.includes('user agent'))
    if (visit === undefined) return
    setTime(request.time)
    if (visit.isDoubtful || isFlood(visit.address)) {
      doubtful++
      recorder.recordDoubtful(visit.country)
    }
    else {
      visits++
      recorder.record(visit.country, visit.locale)
    }
    flushSoon()
  }

  function flushSoon() {
    if (isFlushing) return
    isFlushing = true
    setImmediate(() => {
      isFlushing = false
      recorder.flush()
    })
  }

  return { take, totals: () => ({ lines, visits, doubtful, malformed }) }
}

function recognise(line: string) {
  const format = recogniseFormat([line])
  return format && { format, parse: format.parser() }
}

/** A function that says when the store has begun to fail, or works again, since it was last called. */
function createWatch(recorder: Recorder): () => void {
  let faultBefore: string | undefined
  return () => {
    const status = recorder.status()
    const fault = status.ok ? undefined : status.reason
    if (fault !== faultBefore) tell(status.ok ? 'visits are written again' : `visits cannot be written (${fault}); they wait in memory`)
    faultBefore = fault
  }
}

function tell(message: string) {
  console.error(`visits: ${message}`)
}
