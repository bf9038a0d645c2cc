import type { VisitCount } from '../../server/counter/store.ts'
import { parseCounts, type CountsForm } from './counts-file.ts'
import { excerpt } from './excerpt.ts'
import type { LineReader } from './read-log.ts'

/** Takes a file of exact counts back. One wrong line refuses the file: half a backup must not look like a whole one. */
export function createCountsReader(form: CountsForm): LineReader {
  const counts: VisitCount[] = []
  let number = 0
  let counted = 0
  let ended = form === 'csv'

  function line(text: string | undefined) {
    number++
    const row = text === undefined ? undefined : parseCounts(text, form)
    if (row === 'aside') return
    if (row === undefined) throw new Error(`line ${number} is no row of counts: ${excerpt(text ?? 'too long')}`)
    if (row === 'end') {
      ended = true
      return
    }
    counts.push(row)
    counted += row.n
  }

  return {
    line,
    end: () => {
      if (!ended) throw new Error('is cut off: its last line is missing')
      return { format: `counts (${form})`, lacks: [], lines: counts.length, malformed: 0, samples: [], counted, counts, doubtful: [] }
    },
  }
}
