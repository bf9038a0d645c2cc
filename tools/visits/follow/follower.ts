import type { Recorder } from '../../../server/counter/recorder.ts'
import { excerpt } from '../excerpt.ts'
import { recogniseFormat } from '../formats/formats.ts'
import type { LineParser, LogFormat } from '../formats/log-line.ts'
import { isMoment } from '../moment.ts'
import { visitOf, type LogRules } from '../visit.ts'

/** Counts a live log, line by line. */
export interface Follower {
  take(line: string | undefined): void
  readonly totals: () => { readonly lines: number, readonly visits: number, readonly doubtful: number, readonly malformed: number }
}

export interface FollowerOptions {
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

/** All lines of one turn of the event loop are written in one transaction. */
export function createFollower({ format, rules, recorder, setTime, isFlood, onMalformed, onFormat }: FollowerOptions): Follower {
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
