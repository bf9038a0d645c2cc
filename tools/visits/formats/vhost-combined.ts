import { isOtherClf, parseClf } from './clf.ts'
import type { LogFormat, LogLine } from './log-line.ts'

/**
 * `%v:%p %h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"`: `vhost_combined` of Debian's Apache; openSUSE's is without the port.
 *
 * Source: https://httpd.apache.org/docs/2.4/logs.html#virtualhost
 */
export function parseVhostCombined(line: string): LogLine | undefined {
  return parseClf(line, { host: true, agent: true })
}

export const vhostCombined: LogFormat = { name: 'vhost-combined', lacks: [], isOther: isOtherClf, parser: () => parseVhostCombined }
