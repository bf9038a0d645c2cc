import type { LogFormat } from './formats/log-line.ts'

/**
 * What is counted too much because the lines of a log do not tell enough.
 *
 * @param lacks - what no line of the format tells
 * @param ownHosts - the names of the site that are known besides
 * @returns what is to be said of the log, after its name; undefined: nothing
 */
export function lackWarning(lacks: LogFormat['lacks'], ownHosts: readonly string[]): string | undefined {
  if (lacks.includes('user agent')) return 'names neither user agent nor Referer: robots and clicks inside the site are counted as visits'
  if (!lacks.includes('host') || ownHosts.length > 0) return undefined
  return 'does not say which host was asked, so clicks inside the site are counted as visits; name it by --own-hosts or OWN_HOSTS'
}
