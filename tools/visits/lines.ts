/** The longest line that is read, in bytes. Servers refuse requests of more than some 32 KiB; a log may escape each byte as four. */
export const longestLine = 256 * 1024

const carriageReturn = 13

/**
 * What may stand before a line without being part of it: a byte order mark, and the NULs of a file that was emptied while its writer held its place in it
 * (logrotate's `copytruncate`), of which there may be many megabytes. A line of NULs alone remains one: something was lost there.
 */
const before = /^(?:\0+(?=[^\r])|\xEF\xBB\xBF)+/

/** The first byte of a line that has something before it is one of these. */
const nul = 0
const markStart = 0xEF

/** Cuts a stream of bytes into lines. */
interface LineSplitter {
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
    const bare = withoutStart(line)
    onLine(bare.charCodeAt(bare.length - 1) === carriageReturn ? bare.slice(0, -1) : bare)
  }

  function keep(text: string) {
    if (!tooLong) rest = rest.charCodeAt(0) === nul || rest === '' ? withoutStart(rest + text) : rest + text
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

function withoutStart(line: string): string {
  const first = line.charCodeAt(0)
  return first === nul || first === markStart ? line.replace(before, '') : line
}

/** Longest excerpt, in characters. */
const longest = 80

/** Anything that looks like an IPv4 or IPv6 address; a time of day does, too. */
const addresses = /\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]*(?::[0-9a-f.]*){2,}/gi

/** The beginning of a malformed line, fit for a terminal and for a mail of cron: no address, no character that a terminal obeys. */
export function excerpt(line: string): string {
  const plain = line.slice(0, 2 * longest).replace(addresses, '…').replace(/[^ -~…]/g, '·')
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain
}
