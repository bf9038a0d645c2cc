import { spawnSync } from 'node:child_process'
import { constants, openSync, statSync } from 'node:fs'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createFlood } from '../../server/counter/network.ts'
import { createRecorder, type Recorder } from '../../server/counter/recorder.ts'
import type { Config } from '../../server/operator/config.ts'
import { createStateLines } from '../../server/operator/state.ts'
import { onStopSignal, startPublication } from '../../server/process.ts'
import { torCountry } from '../../shared/country.ts'
import { UsageError, readArguments } from '../kit/command.ts'
import { logFormats, recogniseFormat } from './formats/formats.ts'
import type { LogFormat } from './formats/log-line.ts'
import { createLineSplitter, excerpt } from './lines.ts'
import { createLogJudge, formatOf, logOptions, rulesOf, type LogJudge } from './log-judge.ts'
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

/** Where a live log comes from. */
interface LiveLog {
  /** For the operator: what is followed, in one phrase. */
  readonly name: string
  /** Settles when there will be nothing more; rejects when the source fails. */
  readonly ended: Promise<void>
  /** Reads what has already arrived, then lets go. */
  stop(): Promise<void>
}

/** Takes one line, without its end; undefined stands for one that is too long. */
type TakeLine = (line: string | undefined) => void

/** How much is read at once, in bytes: four times what a pipe holds. */
const chunkSize = 256 * 1024

/**
 * How long the pipe is left alone once it is empty, in milliseconds. Woken by each write of the server, some 16 lines, reading and storing
 * would cost half as much as the lines themselves. In this time a server at full speed fills a fifth of the pipe.
 */
const rest = 2

/** What is in the pipe at the signal to stop has been read after this, in milliseconds. */
const lastWait = 100

/**
 * Reads lines from a named pipe, which is made when it is not there. A server writes many lines into it at once, which costs it little; but
 * when nobody reads and the pipe is full, the server waits.
 *
 * It is opened for writing, too: then the server finds it open whichever starts first, and it does not end when the server is restarted.
 *
 * @throws Error of one line when it cannot be made or opened, or is something else
 */
function followPipe(path: string, take: TakeLine): LiveLog {
  makePipe(path)
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK)
  const splitter = createLineSplitter(take)
  const { promise: ended, reject } = Promise.withResolvers<undefined>()
  // Not a file stream: its blocking reads would hold a thread for ever, and the process with it. Nor the events of a stream, which reads on
  // for its own buffer when it is paused.
  const socket = new Socket({ fd, readable: true, writable: false, onread: { buffer: Buffer.allocUnsafe(chunkSize), callback: takeChunk } })
  socket.on('error', reject)

  function takeChunk(size: number, buffer: Uint8Array): boolean {
    splitter.push(Buffer.from(buffer.buffer, buffer.byteOffset, size))
    if (size === chunkSize) return true
    setTimeout(() => socket.resume(), rest)
    return false
  }

  return {
    name: path,
    ended,
    stop: async () => {
      await sleep(lastWait)
      socket.destroy()
      splitter.end()
    },
  }
}

/** Reads lines from a stream, such as standard input, until it ends. */
function followStream(stream: Readable, name: string, take: TakeLine): LiveLog {
  const splitter = createLineSplitter(take)
  const { promise: ended, resolve, reject } = Promise.withResolvers<undefined>()
  let isOver = false

  function finish() {
    if (!isOver) splitter.end()
    isOver = true
    resolve(undefined)
  }

  stream.on('data', (chunk: Buffer) => splitter.push(chunk))
  stream.on('end', finish)
  stream.on('error', reject)
  return {
    name,
    ended,
    stop: async () => {
      // What has arrived is given out before this turn of the event loop.
      await new Promise(setImmediate)
      stream.destroy()
      finish()
    },
  }
}

/** For the group, too: nginx makes its worker the owner when logs are rotated (`ngx_reopen_files`), and whoever reads must be able to open it again. */
const pipeMode = '660'

function makePipe(path: string) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (stat === undefined) {
    const { status, stderr, error } = spawnSync('mkfifo', ['-m', pipeMode, path], { encoding: 'utf8' })
    if (status !== 0) throw new Error(error === undefined ? stderr.trim() : `mkfifo cannot be started: ${error.message}`)
  }
  else if (!stat.isFIFO()) {
    throw new Error(`${path} is no pipe; if the web server has made a file of it because it was started first, delete the file and reload the server`)
  }
}
