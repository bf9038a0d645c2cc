import type { Config } from '../../server/config.ts'
import { createFlood } from '../../server/counter/flood.ts'
import { createRecorder } from '../../server/counter/recorder.ts'
import { startPublication } from '../../server/publication.ts'
import { createStateLines } from '../../server/state.ts'
import { onStopSignal } from '../../server/stop-signals.ts'
import { readArguments } from '../report/read-arguments.ts'
import { UsageError } from '../report/usage-error.ts'
import { createFollower } from './follow/follower.ts'
import { followFile } from './follow/follow-file.ts'
import { followPipe } from './follow/follow-pipe.ts'
import { followStream } from './follow/follow-stream.ts'
import { followUdp } from './follow/follow-udp.ts'
import { followUnix } from './follow/follow-unix.ts'
import type { LogSource, TakeLine } from './follow/source.ts'
import { lackWarning } from './lack-warning.ts'
import { formatOf, logOptions, rulesOf } from './log-options.ts'

/** Pause between looks at what was lost, in milliseconds. */
const watchPause = 10_000

/** How many malformed lines are shown. */
const shownMalformed = 5

type From
  = | { readonly kind: 'udp', readonly port: number }
    | { readonly kind: 'unix', readonly path: string }
    | { readonly kind: 'pipe', readonly path: string }
    | { readonly kind: 'file', readonly path: string, readonly fromStart: boolean }
    | { readonly kind: 'stdin' }

/**
 * `follow (--pipe PATH | --syslog PORT | --syslog unix:PATH | --file FILE [--from-start] | -) [--format F] [--geoip FILE] [--own-hosts LIST]`: counts from a
 * live log until it ends or a signal comes. SIGTERM and SIGINT let it count what has arrived.
 *
 * @throws UsageError for a wrong command line; Error when the source fails, or visits could not be written at the end
 */
export async function followLog(args: string[], config: Config) {
  const { values, from } = readOptions(args)
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
    onFormat: ({ lacks }) => {
      const warning = lackWarning(lacks, rules.ownHosts)
      if (warning !== undefined) tell(`the log ${warning}`)
    },
  })

  const signal = new Promise<void>(resolve => onStopSignal(resolve))
  const source = await open(from, follower.take, config.visitsFile)
  const watch = setInterval(createWatch(source), watchPause)
  const publication = startPublication(config)
  try {
    await Promise.race([source.ended, signal])
    await source.stop()
  }
  finally {
    clearInterval(watch)
    recorder.close()
    await publication.stop()
  }
  const { lines, visits, doubtful, malformed } = follower.totals()
  const lost = source.lost?.()
  tell(`${lines} lines, ${visits} visits, ${malformed} malformed${doubtful ? `, ${doubtful} doubtful` : ''}${lost ? `, ${lost} lost on the way` : ''}`)
  const status = recorder.status()
  if (!status.ok && status.pending > 0) throw new Error(`${status.pending} visits could not be written: ${status.reason}`)
}

function readOptions(args: string[]) {
  const { values, positionals } = readArguments({
    args,
    allowPositionals: true,
    options: { ...logOptions, 'pipe': { type: 'string' }, 'syslog': { type: 'string' }, 'file': { type: 'string' }, 'from-start': { type: 'boolean' } },
  })
  const { pipe, syslog, file, 'from-start': fromStart = false } = values
  const stdin = positionals.length === 1 && positionals[0] === '-'
  if (positionals.length > (stdin ? 1 : 0) || [pipe !== undefined, syslog !== undefined, file !== undefined, stdin].filter(Boolean).length !== 1) {
    throw new UsageError('say what to follow, one of: --pipe PATH, --syslog PORT, --syslog unix:PATH, --file FILE, -')
  }
  if (fromStart && file === undefined) throw new UsageError('--from-start goes with --file')
  if (pipe !== undefined) return { values, from: { kind: 'pipe', path: pipe } as const }
  if (syslog !== undefined) return { values, from: readAddress(syslog) }
  const from: From = file === undefined ? { kind: 'stdin' } : { kind: 'file', path: file, fromStart }
  return { values, from }
}

function readAddress(text: string): From {
  if (text.startsWith('unix:/')) return { kind: 'unix', path: text.slice('unix:'.length) }
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new UsageError(`--syslog is "${text}", but must be a UDP port like 5514, or unix: and an absolute path`)
  return { kind: 'udp', port }
}

/** Says on standard error when the first line can be received. */
async function open(from: From, take: TakeLine, store: string): Promise<LogSource> {
  const ready = (name: string) => tell(`following ${name}, counting into ${store}`)
  if (from.kind === 'udp') return followUdp({ port: from.port, take, onReady: (port, size) => sayReadyUdp(ready, port, size) })
  const source = await openOther(from, take)
  ready(source.name)
  return source
}

async function openOther(from: Exclude<From, { kind: 'udp' }>, take: TakeLine): Promise<LogSource> {
  if (from.kind === 'pipe') return followPipe(from.path, take)
  if (from.kind === 'unix') return followUnix(from.path, take)
  return from.kind === 'file' ? followFile({ ...from, take }) : followStream(process.stdin, 'standard input', take)
}

function sayReadyUdp(ready: (name: string) => void, port: number, smallBuffer: number | undefined) {
  if (smallBuffer !== undefined) {
    tell(`the system gives only ${smallBuffer} bytes for lines that wait; sysctl -w net.core.rmem_max=4194304 allows for more, so that a rush loses none`)
  }
  ready(`syslog on 127.0.0.1, UDP port ${port}`)
}

/** A function that says how many lines were lost since it was last called. */
function createWatch(source: LogSource): () => void {
  let lostBefore = 0
  return () => {
    const lost = source.lost?.() ?? 0
    if (lost > lostBefore) tell(`${lost - lostBefore} lines were lost on the way, ${lost} in all: they came faster than they were read`)
    lostBefore = lost
  }
}

function tell(message: string) {
  console.error(`visits: ${message}`)
}
