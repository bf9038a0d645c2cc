import { dateTime } from './date-time.ts'
import type { LineParser, LogFormat, LogLine } from './log-line.ts'

/**
 * The order of the fields until a `#Fields:` line says another.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
const usualFields = ('date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query '
  + 'cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for').split(' ')

/** CloudFront's standard log: W3C extended log file format, fields parted by tabs, texts percent-encoded, times in UTC. */
export function createCloudFrontParser(): LineParser {
  let read = readerOf(usualFields)
  return (line) => {
    if (line.startsWith('#Version:')) return 'aside'
    if (!line.startsWith('#Fields:')) return parse(line, read)
    read = readerOf(line.slice('#Fields:'.length).trim().split(/\s+/))
    return 'aside'
  }
}

export const cloudFront: LogFormat = { name: 'cloudfront', lacks: [], parser: createCloudFrontParser }

type FieldReader = (values: readonly string[], field: string) => string | undefined

function readerOf(fields: readonly string[]): FieldReader {
  const places = new Map(fields.map((field, place) => [field, place]))
  return (values, field) => {
    const value = values[places.get(field) ?? -1]
    return value === '-' || value === '' ? undefined : value
  }
}

function parse(line: string, read: FieldReader): LogLine | undefined {
  const values = line.split('\t')
  const field = (name: string) => read(values, name)
  const time = dateTime(`${field('date')}T${field('time')}Z`)
  const status = Number(field('sc-status'))
  const method = field('cs-method')
  const path = field('cs-uri-stem')
  if (Number.isNaN(time) || Number.isNaN(status) || method === undefined || path === undefined) return undefined
  const forwardedFor = field('x-forwarded-for')
  return {
    time,
    address: field('c-ip') ?? '',
    method,
    path,
    status,
    referer: decode(field('cs(Referer)')),
    userAgent: decode(field('cs(User-Agent)')),
    // `cs(Host)` is the name of the distribution, the other the one that the visitor asked for.
    host: field('x-host-header') ?? field('cs(Host)'),
    headers: forwardedFor === undefined ? undefined : { 'x-forwarded-for': forwardedFor },
  }
}

/** A space is `%20`, or `%2520` in logs from before 2018. What cannot be decoded stays as it is. */
function decode(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  try {
    return decodeURIComponent(text.replaceAll('%25', '%'))
  }
  catch {
    return text
  }
}
