import { isOtherClf, parseClf } from './clf.ts'
import type { LogFormat, LogLine } from './log-line.ts'

/**
 * `%h %l %u %t "%r" %>s %b`. It tells neither robots nor clicks inside the site from visits.
 *
 * Source: https://httpd.apache.org/docs/2.4/logs.html#common
 */
export function parseCommon(line: string): LogLine | undefined {
  return parseClf(line, { host: false, agent: false })
}

export const common: LogFormat = { name: 'common', lacks: ['host', 'referer', 'user agent'], isOther: isOtherClf, parser: () => parseCommon }
