import { clfTime } from './clf-time.ts'
import { dateTime } from './date-time.ts'
import { filledHeaders, numberOf, parseObject, textOf, type JsonObject } from './json.ts'
import type { LogFormat, LogLine } from './log-line.ts'

/**
 * A JSON object a line whose keys are the names of nginx's variables, as most write it.
 * The time is `msec`, `time_iso8601` or `time_local`; the request `request_method` and `request_uri`, or `request`.
 *
 * Sources: https://nginx.org/en/docs/varindex.html, https://nginx.org/en/docs/http/ngx_http_log_module.html#log_format (`escape=json`)
 */
export function parseNginxJson(line: string): LogLine | undefined {
  const entry = parseObject(line)
  if (entry === undefined) return undefined
  const time = timeOf(entry)
  const status = numberOf(entry.status)
  const [method, path] = requestOf(entry)
  if (Number.isNaN(time) || Number.isNaN(status) || method === undefined) return undefined
  return {
    time,
    address: textOf(entry.remote_addr) ?? '',
    method,
    path: path ?? '',
    status,
    referer: textOf(entry.http_referer),
    userAgent: textOf(entry.http_user_agent),
    host: textOf(entry.http_host) ?? textOf(entry.host),
    secure: 'http_sec_fetch_mode' in entry && (entry.https === 'on' || entry.scheme === 'https'),
    headers: 'http_sec_fetch_site' in entry || 'http_x_forwarded_for' in entry ? headersOf(entry) : undefined,
  }
}

export const nginxJson: LogFormat = { name: 'nginx-json', lacks: [], parser: () => parseNginxJson }

function timeOf({ msec, time_iso8601: iso, time_local: local }: JsonObject): number {
  if (msec !== undefined) return numberOf(msec) * 1000
  return typeof iso === 'string' ? dateTime(iso) : clfTime(textOf(local) ?? '', 0)
}

function requestOf({ request_method: method, request_uri: target, request }: JsonObject): [method: string | undefined, path: string | undefined] {
  if (typeof method === 'string' && typeof target === 'string') return [method, target]
  const [first, second] = typeof request === 'string' ? request.split(' ') : []
  return [first, second]
}

/** Every `http_` variable is a request header. */
function headersOf(entry: JsonObject): Record<string, string> {
  const headers: Record<string, unknown> = {}
  for (const key in entry) {
    if (key.startsWith('http_')) headers[key.slice(5).replaceAll('_', '-')] = entry[key]
  }
  return filledHeaders(headers)
}
