import { excerpt } from './excerpt.ts'
import type { LogFormat } from './formats/log-line.ts'
import { isMoment } from './moment.ts'
import type { LineReader } from './read-log.ts'
import { createTally } from './tally.ts'
import { visitOf, type LogRules } from './visit.ts'

/** How many malformed lines are shown. */
const sampleLimit = 5

/** Counts the visits in the lines of a log. */
export function createLogReader({ name, lacks, isOther, parser }: LogFormat, rules: LogRules): LineReader {
  const parse = parser()
  const agentIsKnown = !lacks.includes('user agent')
  const visits = createTally()
  const doubtful = createTally()
  const samples: { number: number, text: string }[] = []
  let number = 0
  let asides = 0
  let malformed = 0
  let counted = 0

  function note(line: string | undefined) {
    malformed++
    if (samples.length < sampleLimit) samples.push({ number, text: line === undefined ? 'too long for a log' : excerpt(line) })
  }

  function line(text: string | undefined) {
    number++
    if (text === '') {
      asides++
      return
    }
    if (text !== undefined && isOther?.(text)) return
    const request = text === undefined ? undefined : parse(text)
    if (request === 'aside') asides++
    else if (request === undefined || !isMoment(request.time)) note(text)
    else {
      const visit = visitOf(request, rules, agentIsKnown)
      if (visit === undefined) return
      if (visit.isDoubtful) return doubtful.add(visit, request.time)
      visits.add(visit, request.time)
      counted++
    }
  }

  return {
    line,
    end: () => {
      const lines = number - asides
      if (lines > 0 && malformed === lines) throw new Error(`holds no line in the format ${name}`)
      return { format: name, lacks, lines, malformed, samples, counted, counts: visits.counts(), doubtful: doubtful.counts() }
    },
  }
}
