import { isIP } from 'node:net'
import { apacheFormats } from './apache.ts'
import { jsonFormats } from './json.ts'
import type { LogFormat, LogLine } from './log-line.ts'
import { cloudFront, nginxVisits } from './tabbed.ts'

/** All formats; of two that tell the same of a log, the first is taken. */
export const logFormats: readonly LogFormat[] = [...apacheFormats, nginxVisits, ...jsonFormats, cloudFront]

/**
 * What programs that hand a log on put before its lines: `web-1  | ` (docker compose), `[pod/web/nginx] ` (kubectl), a time with or without
 * `stdout F ` (Docker, Kubernetes), `Nov 28 12:00:00 host nginx[7]: ` (syslog, journalctl).
 */
const prefixes: readonly RegExp[] = [
  /^[\w.@-]+ *\| ?/,
  /^\[pod\/[^\]]+\] /,
  /^\d{4}-\d\d-\d\dT\S+ (?:(?:stdout|stderr) [FP] )?/,
  /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S+) (?:\S+ )?[\w./-]+(?:\[\d+\])?: /,
]

/** The format of a log, and what stands before each of its lines. */
export interface Recognised {
  readonly format: LogFormat
  readonly prefix: RegExp | undefined
}

/**
 * The format in which the lines tell the most, all together: a line that was cut off, or a few of another kind, decide nothing.
 *
 * @param formats - among which to choose
 * @returns undefined when no line is in any of them
 */
export function recogniseFormat(lines: readonly string[], formats = logFormats): Recognised | undefined {
  let best: Recognised | undefined
  let most = 0
  for (const prefix of [undefined, ...prefixes]) {
    const bare = prefix === undefined ? lines : lines.filter(line => prefix.test(line)).map(line => line.replace(prefix, ''))
    for (const format of bare.length > 0 ? formats : []) {
      const told = toldIn(bare, format)
      if (told > most) [best, most] = [{ format, prefix }, told]
    }
  }
  return best
}

/** How much all lines tell, read in this format. */
function toldIn(lines: readonly string[], format: LogFormat): number {
  const parse = format.parser()
  let told = 0
  for (const line of lines) {
    const request = format.fits?.(line) === false ? undefined : parse(line)
    if (request !== undefined) told += request === 'aside' ? 1 : toldBy(request)
  }
  return told
}

/** Which of the things that matter a line tells, and that it can be read. An address with a port is that of a server. */
function toldBy({ address, country, host, referer, userAgent }: LogLine): number {
  const told = [isIP(address) > 0 || country !== undefined, host !== undefined, referer !== undefined, userAgent !== undefined]
  return 1 + told.filter(Boolean).length
}
