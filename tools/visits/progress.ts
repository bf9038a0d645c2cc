/** Where a long reading has got to, on standard error: a bar on a terminal, now and then a line elsewhere. */
export interface Progress {
  /** @param bytes - read since the last call; @param lines - read so far of the present file */
  bytes(bytes: number): void
  lines(lines: number): void
  /** Takes the bar away, for a message or the result. */
  clear(): void
}

export interface ProgressOptions {
  /** Bytes to read in all; undefined when nobody knows. */
  readonly total: number | undefined
  readonly isTerminal: boolean
  readonly write: (text: string) => void
  /** Milliseconds. */
  readonly now?: () => number
}

const pauseOnTerminal = 100
const pauseElsewhere = 5000
const barWidth = 24

/** ANSI: to the beginning of the line, which is then emptied. */
const emptyLine = '\r\u001B[K'

export function createProgress({ total, isTerminal, write, now = () => performance.now() }: ProgressOptions): Progress {
  const start = now()
  const pause = isTerminal ? pauseOnTerminal : pauseElsewhere
  let shown = start
  let isOnScreen = false
  let bytesRead = 0
  let linesBefore = 0
  let linesOfFile = 0

  function show(time: number) {
    const seconds = (time - start) / 1000
    const text = describe({ bytesRead, total, lines: linesBefore + linesOfFile, seconds, withBar: isTerminal })
    write(isTerminal ? emptyLine + text : `${text}\n`)
    isOnScreen = isTerminal
    shown = time
  }

  return {
    bytes: (bytes) => {
      bytesRead += bytes
    },
    lines: (lines) => {
      if (lines < linesOfFile) linesBefore += linesOfFile
      linesOfFile = lines
      const time = now()
      if (time - shown >= pause) show(time)
    },
    clear: () => {
      if (isOnScreen) write(emptyLine)
      isOnScreen = false
    },
  }
}

interface State {
  readonly bytesRead: number
  readonly total: number | undefined
  readonly lines: number
  readonly seconds: number
  readonly withBar: boolean
}

function describe({ bytesRead, total, lines, seconds, withBar }: State): string {
  const rate = `${count(lines)} lines, ${count(seconds > 0 ? lines / seconds : 0)} a second`
  if (total === undefined || total === 0) return rate
  const part = Math.min(1, bytesRead / total)
  const left = part > 0 ? `, ${duration(seconds / part - seconds)} left` : ''
  const bar = withBar ? `[${'#'.repeat(Math.round(part * barWidth)).padEnd(barWidth)}] ` : ''
  return `${bar}${String(Math.floor(part * 100)).padStart(3)} %, ${rate}${left}`
}

function count(number: number): string {
  return Math.round(number).toLocaleString('en-GB')
}

function duration(seconds: number): string {
  const whole = Math.ceil(seconds)
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`
}
