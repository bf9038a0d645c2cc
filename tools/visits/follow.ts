import type { Config } from '../../server/operator/config.ts'
import { createFlood } from '../../server/counter/flood.ts'
import { createRecorder, type Recorder } from '../../server/counter/recorder.ts'
import { onStopSignal, startPublication } from '../../server/process.ts'
import { createStateLines } from '../../server/operator/state.ts'
import { torCountry } from '../../shared/country.ts'
import { readArguments, UsageError } from '../kit/command.ts'
import { excerpt } from './excerpt.ts'
import { logFormats, recogniseFormat } from './formats/formats.ts'
import type { LogFormat } from './formats/log-line.ts'
import { followPipe, followStream } from './live-log.ts'
import { createLogJudge, type LogJudge } from './log-judge.ts'
import { formatOf, logOptions, rulesOf } from './log-options.ts'
import type { LogRules, Visit } from './visit.ts'

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
  const tellState = createStateLines(tell)
  const recorder = createRecorder({ file: config.visitsFile, now: () => time, onState: fault => tellState('store', fault) })
  let shown = 0
  const follower = createFollower({
    format,
    rules,
    recorder,
    setTime: now => time = now,
    isFlood: createFlood(config.floodLimit, () => time),
    onMalformed: text => shown++ < shownMalformed && tell(`a malformed line: ${text}`),
    onWarning: warning => tell(`the log ${warning}`),
  })

  const signal = new Promise<void>(resolve => onStopSignal(resolve))
  const log = pipe === undefined ? followStream(process.stdin, 'standard input', follower.take) : followPipe(pipe, follower.take)
  tell(`following ${log.name}, counting into ${config.visitsFile}`)
  const publication = startPublication(config)
  try {
    await Promise.race([log.ended, signal])
    await log.stop()
    follower.warn()
  }
  finally {
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
  /** Undefined: that of the first line that is in any. */
  readonly format: LogFormat | undefined
  readonly rules: LogRules
  /** Made with {@link FollowerOptions.setTime} as its clock, so that a visit counts on the day of its line. */
  readonly recorder: Recorder
  readonly setTime: (time: number) => void
  /** Counts a visit of an address and says whether it is beyond the limit. */
  readonly isFlood: (address: string, isTor: boolean) => boolean
  readonly onMalformed: (excerpt: string) => void
  /** Told once what the lines do not tell, in a sentence without its subject. */
  readonly onWarning: (warning: string) => void
}

/** After so many lines, what none of them has told is taken for missing. */
const linesToWarn = 100

/** Counts a live log, line by line. All lines of one turn of the event loop are written in one transaction. */
function createFollower({ format, rules, recorder, setTime, isFlood, onMalformed, onWarning }: FollowerOptions) {
  let judge: LogJudge | undefined
  let hasWarned = false
  let isFlushing = false
  let lines = 0
  let visits = 0
  let doubtful = 0
  let malformed = 0

  function take(line: string | undefined) {
    if (line === '') return
    lines++
    judge ??= judgeOf(line)
    const judged = judge?.judge(line) ?? { malformed: line === undefined ? 'too long for a log' : excerpt(line) }
    if (judged === 'aside') lines--
    else if (judged !== 'no visit' && 'malformed' in judged) {
      malformed++
      onMalformed(judged.malformed)
    }
    else if (judged !== 'no visit') count(judged)
    if (lines === linesToWarn) warn()
  }

  function judgeOf(line: string | undefined): LogJudge | undefined {
    const recognised = line === undefined ? undefined : recogniseFormat([line], format ? [format] : logFormats)
    return recognised && createLogJudge(recognised, rules)
  }

  function count({ time, country, locale, isDoubtful, namesAgent, address }: Visit) {
    if (!namesAgent && judge?.namesAgents()) return
    setTime(time)
    if ((isDoubtful && judge?.tellsFetchMetadata()) || isFlood(address, country === torCountry && address === '')) {
      doubtful++
      recorder.recordDoubtful(country)
    }
    else {
      visits++
      recorder.record(country, locale)
    }
    flushSoon()
  }

  function warn() {
    const warning = hasWarned ? undefined : judge?.warning()
    if (warning === undefined) return
    hasWarned = true
    onWarning(warning)
  }

  function flushSoon() {
    if (isFlushing) return
    isFlushing = true
    setImmediate(() => {
      isFlushing = false
      recorder.flush()
    })
  }

  return { take, warn, totals: () => ({ lines, visits, doubtful, malformed }) }
}

function tell(message: string) {
  console.error(`visits: ${message}`)
}
