import { dateTime } from './date-time.ts'
import { isObject, numberOf, parseObject, textOf, type JsonObject } from './json.ts'
import type { LogFormat, LogLine } from './log-line.ts'

/**
 * Caddy's access log: `ts`, `status` and a `request` with `remote_ip`, `client_ip`, `method`, `host`, `uri`, `headers` (lists of
 * values by name), and `tls` where there was any.
 *
 * Source: https://caddyserver.com/docs/logging#structured-logs; `client_ip` is new in 2.7 and follows Caddy's own `trusted_proxies`
 */
export function parseCaddyJson(line: string): LogLine | 'aside' | undefined {
  const entry = parseObject(line)
  if (entry === undefined) return undefined
  // The server's own messages may stand in the same file.
  if (entry.request === undefined && typeof entry.logger === 'string') return 'aside'
  const { request } = entry
  const time = timeOf(entry.ts)
  const status = numberOf(entry.status)
  if (!isObject(request) || Number.isNaN(time) || Number.isNaN(status) || typeof request.method !== 'string') return undefined
  const headers = headersOf(request.headers)
  return {
    time,
    address: textOf(request.client_ip) ?? textOf(request.remote_ip) ?? textOf(request.remote_addr) ?? '',
    method: request.method,
    path: textOf(request.uri) ?? '',
    status,
    referer: headers.referer,
    userAgent: headers['user-agent'],
    host: textOf(request.host),
    secure: request.tls !== undefined,
    headers,
  }
}

export const caddyJson: LogFormat = { name: 'caddy-json', lacks: [], parser: () => parseCaddyJson }

/** Seconds since 1970, or what `time_format` asked for, of which the texts that a computer can read are understood. */
function timeOf(ts: unknown): number {
  return typeof ts === 'number' ? ts * 1000 : dateTime(textOf(ts) ?? '')
}

function headersOf(values: unknown): Record<string, string> {
  const headers: Record<string, string> = {}
  const lists: JsonObject = isObject(values) ? values : {}
  for (const name in lists) {
    const list = lists[name]
    if (Array.isArray(list)) headers[name.toLowerCase()] = list.join(', ')
  }
  return headers
}
