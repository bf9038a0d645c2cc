/** The longest line that is read, in bytes. Servers refuse requests of more than some 32 KiB; a log may escape each byte as four. */
export const longestLine = 256 * 1024

const carriageReturn = 13

/** Cuts a stream of bytes into lines. */
export interface LineSplitter {
  push(chunk: Buffer): void
  /** Gives out what stands behind the last end of a line. */
  end(): void
}

/**
 * Memory stays at one chunk and one line, however long a line is.
 *
 * Bytes become characters one to one (latin1), which costs least. All that matters in a log is ASCII: what is not is in names and user
 * agents, and there nothing is looked for that is not.
 *
 * @param onLine - called with each line, without its end; undefined stands for one over {@link longestLine}
 */
export function createLineSplitter(onLine: (line: string | undefined) => void): LineSplitter {
  let rest = ''
  let tooLong = false

  function give(line: string) {
    if (tooLong || line.length > longestLine) {
      tooLong = false
      return onLine(undefined)
    }
    onLine(line.charCodeAt(line.length - 1) === carriageReturn ? line.slice(0, -1) : line)
  }

  function keep(text: string) {
    if (!tooLong) rest += text
    if (rest.length <= longestLine) return
    tooLong = true
    rest = ''
  }

  return {
    push: (chunk) => {
      const text = chunk.toString('latin1')
      let end = text.indexOf('\n')
      if (end < 0) return keep(text)
      give(rest + text.slice(0, end))
      rest = ''
      let start = end + 1
      while ((end = text.indexOf('\n', start)) >= 0) {
        give(text.slice(start, end))
        start = end + 1
      }
      keep(text.slice(start))
    },
    end: () => {
      if (rest !== '' || tooLong) give(rest)
      rest = ''
    },
  }
}
