import type { LogFormat, LogLine } from './log-line.ts'

/** What a line begins with. */
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
  if (!(time > 0) || !(status >= 100 && status <= 999) || userAgent === undefined || rest.length > 0) return undefined
  return {
    time,
    address,
    method,
    path,
    status,
    referer: filled(referer),
    userAgent: filled(userAgent),
    host: filled(host),
    secure: https === 'on',
    headers: {
      'x-forwarded-for': filled(forwardedFor),
      'sec-fetch-site': filled(site),
      'sec-fetch-mode': filled(mode),
      'sec-fetch-dest': filled(destination),
      'sec-fetch-user': filled(user),
      'cache-control': filled(cacheControl),
      'sec-purpose': purpose === noPurpose ? undefined : purpose,
    },
  }
}

export const nginxVisits: LogFormat = { name: 'nginx-visits', lacks: [], parser: () => parseNginxVisits }

/** nginx writes `-` for a header that was not sent. */
function filled(value: string | undefined): string | undefined {
  return value === '-' || value === '' ? undefined : value
}
