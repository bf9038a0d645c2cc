import { plainAddress } from '../../../server/counter/client-address.ts'
import { caddyJson } from './caddy-json.ts'
import { cloudflare } from './cloudflare.ts'
import { cloudFront } from './cloudfront.ts'
import { combined } from './combined.ts'
import { common } from './common.ts'
import type { LogFormat } from './log-line.ts'
import { nginxJson } from './nginx-json.ts'
import { nginxVisits } from './nginx-visits.ts'
import { vhostCombined } from './vhost-combined.ts'

/** All formats; one that another would also read, with less in it, comes first. */
export const logFormats: readonly LogFormat[] = [combined, vhostCombined, common, nginxVisits, nginxJson, caddyJson, cloudflare, cloudFront]

/** How many lines are looked at. */
export const sampleSize = 100

/**
 * The format that most of the lines have; undefined when none of them has any.
 *
 * A line only counts for a format if its address is one: the words of a log of several hosts fit the combined format, moved by one. Headings are of one format alone.
 */
export function recogniseFormat(lines: readonly string[]): LogFormat | undefined {
  let best: LogFormat | undefined
  let most = 0
  for (const format of logFormats) {
    const fitting = countFitting(format, lines)
    if (fitting > most) [best, most] = [format, fitting]
  }
  return best
}

function countFitting({ parser }: LogFormat, lines: readonly string[]): number {
  const parse = parser()
  return lines.filter((line) => {
    const request = parse(line)
    return request === 'aside' || (request !== undefined && (plainAddress(request.address) !== '' || request.country !== undefined))
  }).length
}
