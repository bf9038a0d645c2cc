import { clfTime, filled, isoDateTime, sinceEpoch, type LineParser, type LogFormat } from './log-line.ts'

/** What a JSON log holds: anything. */
type JsonObject = Readonly<Record<string, unknown>>

/** A line that is one JSON object; undefined for all others. */
export function parseObject(line: string): JsonObject | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : undefined
  }
  catch {
    return undefined
  }
}

/** `request` is method, target and protocol in one. */
type Field = 'time' | 'status' | 'address' | 'method' | 'path' | 'request' | 'host' | 'referer' | 'userAgent' | 'country'

/** Where a format keeps what a line tells: of several keys the first that says something, `a.b` for `b` in `a`. */
type Keys = Readonly<Record<Field, readonly string[]>>

interface JsonFormat {
  readonly name: string
  readonly keys: Keys
  readonly mayOmitHeaders?: boolean
  /** What the server says besides of itself. */
  isAside?(entry: JsonObject): boolean
  /** Other headers by lower-case name; undefined where none is recorded. */
  headersOf(entry: JsonObject): Record<string, string> | undefined
  /** As `secure` of a line. */
  isSecure(entry: JsonObject): boolean
}

/** Keys are the names of nginx's variables, as most write it: https://nginx.org/en/docs/varindex.html. Every `http_` variable is a request header. */
const nginx: JsonFormat = {
  name: 'nginx-json',
  keys: {
    time: ['msec', 'time_iso8601', 'time_local'],
    status: ['status'],
    address: ['remote_addr'],
    method: ['request_method'],
    path: ['request_uri'],
    request: ['request'],
    host: ['http_host', 'host'],
    referer: ['http_referer'],
    userAgent: ['http_user_agent'],
    country: [],
  },
  headersOf: (entry) => {
    if (!('http_sec_fetch_site' in entry || 'http_x_forwarded_for' in entry)) return undefined
    return textsOf(Object.fromEntries(Object.entries(entry).filter(([key]) => key.startsWith('http_')).map(([key, value]) => [key.slice(5).replaceAll('_', '-'), value])))
  },
  isSecure: entry => 'http_sec_fetch_mode' in entry && (entry.https === 'on' || entry.scheme === 'https'),
}

/**
 * https://caddyserver.com/docs/logging#structured-logs; `client_ip` is new in 2.7 and follows Caddy's own `trusted_proxies`. Headers are lists of values,
 * and the filters of https://caddyserver.com/docs/caddyfile/directives/log#filter may have taken them away.
 */
const caddy: JsonFormat = {
  name: 'caddy-json',
  keys: {
    time: ['ts'],
    status: ['status'],
    address: ['request.client_ip', 'request.remote_ip', 'request.remote_addr'],
    method: ['request.method'],
    path: ['request.uri'],
    request: [],
    host: ['request.host'],
    referer: ['request.headers.Referer'],
    userAgent: ['request.headers.User-Agent'],
    country: [],
  },
  mayOmitHeaders: true,
  // Some of them tell of a request, too: one that failed, or that a proxy handed on. The access log tells of each once.
  isAside: ({ request, logger, msg }) => typeof logger === 'string' ? !logger.startsWith('http.log.access') : request === undefined && typeof msg === 'string',
  headersOf: ({ request }) => isObject(request) && isObject(request.headers) ? textsOf(request.headers) : undefined,
  isSecure: ({ request }) => isObject(request) && request.tls !== undefined,
}

/**
 * Cloudflare Logpush, https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/http_requests/. Request headers beyond user agent and
 * Referer come only as custom fields.
 */
const cloudflare: JsonFormat = {
  name: 'cloudflare',
  keys: {
    time: ['EdgeStartTimestamp'],
    status: ['EdgeResponseStatus'],
    address: ['ClientIP'],
    method: ['ClientRequestMethod'],
    path: ['ClientRequestURI', 'ClientRequestPath'],
    request: [],
    host: ['ClientRequestHost'],
    referer: ['ClientRequestReferer'],
    userAgent: ['ClientRequestUserAgent'],
    country: ['ClientCountry'],
  },
  headersOf: ({ RequestHeaders }) => isObject(RequestHeaders) ? textsOf(RequestHeaders) : undefined,
  isSecure: () => false,
}

export const jsonFormats: readonly LogFormat[] = [nginx, caddy, cloudflare].map((format) => {
  const parse = parserOf(format)
  return { name: format.name, mayOmitHeaders: format.mayOmitHeaders, parser: () => parse }
})

function parserOf({ keys, mayOmitHeaders, isAside, headersOf, isSecure }: JsonFormat): LineParser {
  const paths = new Map(Object.values(keys).flat().map(key => [key, key.split('.')]))

  function valueOf(entry: JsonObject, field: Field): unknown {
    let first: unknown
    for (const key of keys[field]) {
      let value: unknown = entry
      for (const name of paths.get(key) ?? []) value = isObject(value) ? value[name] : undefined
      if (value !== undefined && value !== '' && value !== '-') return value
      first ??= value
    }
    return first
  }

  return (line) => {
    const entry = parseObject(line)
    if (entry === undefined) return undefined
    if (isAside?.(entry)) return 'aside'
    const text = (field: Field) => textOf(valueOf(entry, field))
    const time = timeOf(valueOf(entry, 'time'))
    const status = numberOf(valueOf(entry, 'status'))
    const [first, second] = text('request')?.split(' ') ?? []
    const method = text('method') ?? first
    const path = text('path') ?? second
    if (Number.isNaN(time) || Number.isNaN(status) || method === undefined) return undefined
    const headers = headersOf(entry)
    return {
      time,
      address: text('address') ?? '',
      method,
      path: path ?? '',
      status,
      referer: text('referer'),
      // Where all headers that were sent are listed, one that is not was not.
      userAgent: text('userAgent') ?? (mayOmitHeaders && headers ? '' : undefined),
      host: text('host'),
      secure: isSecure(entry),
      headers,
      country: text('country'),
    }
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A number or a text of one, since 1970; a date with a time; or what the common log format has. NaN for everything else. */
function timeOf(value: unknown): number {
  const number = numberOf(value)
  if (!Number.isNaN(number)) return sinceEpoch(number)
  if (typeof value !== 'string') return Number.NaN
  return value.charAt(2) === '/' ? clfTime(value, 0) : isoDateTime(value)
}

/** A number, also one that is written as a text; NaN for everything else. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && value !== '' ? Number(value) : Number.NaN
}

/** A text, or several that are one header (RFC 9110, 5.3); undefined for everything else. */
function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.join(', ')
  return typeof value === 'string' ? filled(value) : undefined
}

/** Those of the values that say something, by lower-case name. */
function textsOf(values: JsonObject): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const name in values) {
    const text = textOf(values[name])
    if (text) texts[name.toLowerCase()] = text
  }
  return texts
}
