import { dateTime } from './date-time.ts'
import { filledHeaders, isObject, numberOf, parseObject, textOf } from './json.ts'
import type { LogFormat, LogLine } from './log-line.ts'

/**
 * Cloudflare Logpush, dataset `http_requests`, one JSON object a line. Request headers beyond user agent and Referer come only as
 * custom fields, in `RequestHeaders`.
 *
 * Source: https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/
 */
export function parseCloudflare(line: string): LogLine | undefined {
  const entry = parseObject(line)
  if (entry === undefined) return undefined
  const time = timeOf(entry.EdgeStartTimestamp)
  const status = numberOf(entry.EdgeResponseStatus)
  const path = textOf(entry.ClientRequestURI) ?? textOf(entry.ClientRequestPath)
  const method = textOf(entry.ClientRequestMethod)
  if (Number.isNaN(time) || Number.isNaN(status) || path === undefined || method === undefined) return undefined
  return {
    time,
    address: textOf(entry.ClientIP) ?? '',
    method,
    path,
    status,
    referer: textOf(entry.ClientRequestReferer),
    userAgent: textOf(entry.ClientRequestUserAgent),
    host: textOf(entry.ClientRequestHost),
    headers: isObject(entry.RequestHeaders) ? filledHeaders(entry.RequestHeaders) : undefined,
    country: textOf(entry.ClientCountry),
  }
}

export const cloudflare: LogFormat = { name: 'cloudflare', lacks: [], parser: () => parseCloudflare }

/** As the job was set up: `rfc3339`, `unix` (seconds) or `unixnano`, which has more digits than a number keeps; a millisecond is enough. */
function timeOf(timestamp: unknown): number {
  if (typeof timestamp === 'string' && timestamp.includes('T')) return dateTime(timestamp)
  const number = numberOf(timestamp)
  return number > 1e14 ? Math.floor(number / 1e6) : number * 1000
}
