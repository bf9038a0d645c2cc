import type { VisitCount } from '../../server/counter/store.ts'
import { utcDay } from '../../shared/day.ts'
import { parseCounts, type CountsForm } from './counts-file.ts'
import { excerpt } from './excerpt.ts'
import { hashCounts } from './hash-counts.ts'
import { firstDay, lastDay } from './moment.ts'
import type { LineReader } from './read-log.ts'

/** More visits than there will be, and few enough that the sums of many files are exact (below 2^53). */
const mostVisits = 1e12

/**
 * Takes a file of exact counts back. One wrong line refuses the file: half a backup must not look like a whole one. It holds each cell once,
 * so memory stays bounded however much there is to unpack.
 */
export function createCountsReader(form: CountsForm, today = utcDay()): LineReader {
  const last = lastDay(today)
  const counts: VisitCount[] = []
  const cells = new Set<string>()
  let number = 0
  let counted = 0
  /** CSV has no last line that could be missing. */
  let ended = false

  function line(text: string | undefined) {
    number++
    if (ended && text !== '') throw new Error(`line ${number} stands behind the end: ${excerpt(text ?? 'too long')}`)
    const row = text === undefined ? undefined : parseCounts(text, form)
    if (row === 'aside') return
    if (row === undefined) throw new Error(`line ${number} is no row of counts: ${excerpt(text ?? 'too long')}`)
    if (row === 'end') {
      ended = true
      return
    }
    if (row.day < firstDay || row.day > last) throw new Error(`line ${number} counts visits on ${row.day}, but only days from ${firstDay} to ${last} are taken`)
    const cell = `${row.day},${row.country},${row.locale}`
    if (cells.has(cell)) throw new Error(`line ${number} counts ${cell} once more; a file that was put together is imported in its parts`)
    cells.add(cell)
    counts.push(row)
    counted += row.n
    if (counted > mostVisits) throw new Error(`with line ${number} there are more than ${mostVisits} visits, which cannot be`)
  }

  return {
    line,
    end: () => {
      if (form === 'json' && !ended) throw new Error('is cut off: its last line is missing')
      const hashes = [hashCounts(counts, 'csv'), hashCounts(counts, 'json')]
      return { format: `counts (${form})`, lacks: [], lines: counts.length, malformed: 0, samples: [], counted, counts, doubtful: [], hashes }
    },
  }
}
