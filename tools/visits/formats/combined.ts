import { isOtherClf, parseClf } from './clf.ts'
import type { LogFormat, LogLine } from './log-line.ts'

/**
 * `%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"`: Apache's and nginx's `combined`.
 *
 * Source: https://httpd.apache.org/docs/2.4/logs.html#combined
 */
export function parseCombined(line: string): LogLine | undefined {
  return parseClf(line, { host: false, agent: true })
}

export const combined: LogFormat = { name: 'combined', lacks: ['host'], isOther: isOtherClf, parser: () => parseCombined }
