import { filled, isoDateTime, type LineParser, type LogFormat, type LogLine } from './log-line.ts'

/** What a line of deploy/nginx/visits-log.conf begins with. */
const mark = 'visit\t'

/** What stands for four headers of which none was sent. */
const noPurpose = '- - - -'

/**
 * The format of deploy/nginx/visits-log.conf, which holds no more than the decision needs and costs less than JSON on both sides:
 * `visit`, time, address, `on` for HTTPS, status, method, host, `X-Forwarded-For`, `Sec-Fetch-Site`, `-Mode`, `-Dest` and `-User`,
 * `Cache-Control`, the headers of purpose, request target, `Referer`, user agent, parted by tabs.
 */
function parseNginxVisits(line: string): LogLine | undefined {
  if (!line.startsWith(mark)) return undefined
  const [
    , msec, address = '', https, statusText, method = '', host, forwardedFor, site, mode, destination, user, cacheControl, purpose, path = '', referer, userAgent, ...rest
  ] = line.split('\t')
  const time = Number(msec) * 1000
  const status = Number(statusText)
  if (!(time > 0) || !(status >= 100 && status <= 999) || referer === undefined || userAgent === undefined || rest.length > 0) return undefined
  return {
    time,
    address,
    method,
    path,
    status,
    referer: filled(referer),
    userAgent: filled(userAgent),
    host: sent(host),
    secure: https === 'on',
    headers: {
      'x-forwarded-for': sent(forwardedFor),
      'sec-fetch-site': sent(site),
      'sec-fetch-mode': sent(mode),
      'sec-fetch-dest': sent(destination),
      'sec-fetch-user': sent(user),
      'cache-control': sent(cacheControl),
      'sec-purpose': purpose === noPurpose ? undefined : purpose,
    },
  }
}

/** nginx writes `-` for a header that was not sent. */
function sent(value: string | undefined): string | undefined {
  return value === '-' || value === '' ? undefined : value
}

export const nginxVisits: LogFormat = { name: 'nginx-visits', parser: () => parseNginxVisits }

/**
 * The order of the fields until a `#Fields:` line says another.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
const usualFields = ('date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query '
  + 'cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for').split(' ')

/** CloudFront's standard log: W3C extended log file format, fields parted by tabs, texts percent-encoded, times in UTC. */
export const cloudFront: LogFormat = {
  name: 'cloudfront',
  parser: (): LineParser => {
    let places = placesOf(usualFields)
    return (line) => {
      if (line.startsWith('#Version:')) return 'aside'
      if (!line.startsWith('#Fields:')) return parseCloudFront(line, places)
      places = placesOf(line.slice('#Fields:'.length).trim().split(/\s+/))
      return 'aside'
    }
  },
}

function placesOf(fields: readonly string[]): ReadonlyMap<string, number> {
  return new Map(fields.map((field, place) => [field, place]))
}

function parseCloudFront(line: string, places: ReadonlyMap<string, number>): LogLine | undefined {
  const values = line.split('\t')
  const told = (field: string) => {
    const value = values[places.get(field) ?? -1]
    return value === undefined ? undefined : filled(value)
  }
  const time = isoDateTime(`${told('date')}T${told('time')}Z`)
  const status = Number(told('sc-status'))
  const method = told('cs-method')
  const path = told('cs-uri-stem')
  if (Number.isNaN(time) || Number.isNaN(status) || !method || !path) return undefined
  const forwardedFor = told('x-forwarded-for')
  return {
    time,
    address: told('c-ip') ?? '',
    method,
    path,
    status,
    referer: decode(told('cs(Referer)')),
    userAgent: decode(told('cs(User-Agent)')),
    // `cs(Host)` is the name of the distribution, the other the one that the visitor asked for.
    host: told('x-host-header') || told('cs(Host)'),
    headers: forwardedFor ? { 'x-forwarded-for': forwardedFor } : undefined,
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
