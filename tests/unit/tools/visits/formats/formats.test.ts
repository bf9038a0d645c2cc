import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { logFormats, recogniseFormat } from '../../../../../tools/visits/formats/formats.ts'
import { clfTime, isoDateTime, sinceEpoch } from '../../../../../tools/visits/formats/log-line.ts'
import { fixture } from '../run.ts'

function linesOf(name: string): string[] {
  return readFileSync(fixture(`${name}.log`), 'latin1').trimEnd().split('\n')
}

/** What a format makes of one line. */
function parse(name: string, line: string) {
  return logFormats.find(format => format.name === name)?.parser()(line)
}

function isSeenAtAGlance(name: string, line: string) {
  return logFormats.find(format => format.name === name)?.isOther?.(line)
}

const names = logFormats.map(({ name }) => name)
const tail = '200 5120 "https://t.me/" "Mozilla/5.0 (X11)"'
const time = Date.UTC(2026, 9, 5, 8, 0, 1)

describe.each(names)('%s', (name) => {
  it('is recognised from its own lines alone', () => {
    expect(recogniseFormat(linesOf(name))?.format.name).toBe(name)
    expect(recogniseFormat(['rubbish', ...linesOf(name), 'rubbish'])?.format.name).toBe(name)
  })

  it('reads the first request as it was made', () => {
    const parse = logFormats.find(format => format.name === name)?.parser()
    const requests = linesOf(name).map(line => parse?.(line)).filter(request => request !== 'aside')
    expect(requests).not.toContain(undefined)
    const [first] = requests
    expect(first).toMatchObject({ address: '77.88.8.8', method: 'GET', path: '/ru', status: 200 })
    expect(Math.floor((first?.time ?? 0) / 1000)).toBe(time / 1000)
    expect(first?.userAgent).toBe(name === 'common' ? undefined : 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0')
    expect(requests.map(request => request?.time)).toEqual(requests.map(request => request?.time).sort((a, b) => Number(a) - Number(b)))
  })

  it.each([
    '', ' ', '-', '{', '{}', '[]', 'null', '"', '{"status":200}', '\t\t\t\t\t\t\t\t', '\0\u0001\u0002ÿ', '1.2.3.4 - - [05/Oct/2026:08:00:01 +0000] "GET /ru',
    '1.2.3.4 - - [05/Foo/2026:08:00:01 +0000] "GET /ru HTTP/1.1" 200 1 "-" "-"', '1.2.3.4 - - [] "" "" ""',
  ])('takes %j for malformed', (line) => {
    const parse = logFormats.find(format => format.name === name)?.parser()
    expect(parse?.(line)).toBeUndefined()
  })
})

it('recognises nothing in rubbish, and nothing in nothing', () => {
  expect(recogniseFormat([])).toBeUndefined()
  expect(recogniseFormat(['', '#!/bin/sh', '\0\0\0\0', '{"a":1}'])).toBeUndefined()
})

describe('the time of the common log format', () => {
  it.each([
    ['05/Oct/2026:08:00:01 +0000', Date.UTC(2026, 9, 5, 8, 0, 1)],
    ['05/Oct/2026:08:00:01 +0300', Date.UTC(2026, 9, 5, 5, 0, 1)],
    ['31/Dec/2026:23:30:00 -0530', Date.UTC(2027, 0, 1, 5)],
    ['29/Feb/2028:00:00:00 +0000', Date.UTC(2028, 1, 29)],
    ['05/Okt/2026:08:00:01 +0000', Number.NaN],
    ['xx/Oct/2026:08:00:01 +0000', Number.NaN],
    ['05/Oct/2026 08-00-0x +0000', Number.NaN],
    ['05/Oct/2026:08:00:01', Number.NaN],
    ['31/Dec/2016:23:59:60 +0000', Date.UTC(2017, 0, 1)],
    ['05/Oct/2026:08:00:01 +1400', Date.UTC(2026, 9, 4, 18, 0, 1)],
    ['99/Jan/2026:08:00:01 +0000', Number.NaN],
    ['31/Feb/2026:08:00:01 +0000', Number.NaN],
    ['29/Feb/2026:08:00:01 +0000', Number.NaN],
    ['00/Mar/2026:08:00:01 +0000', Number.NaN],
    ['05/Oct/2e+3:08:00:01 +0000', Number.NaN],
    ['05/Oct/2026:24:00:00 +0000', Number.NaN],
    ['05/Oct/2026:08:60:00 +0000', Number.NaN],
    ['05/Oct/2026:08:00:61 +0000', Number.NaN],
    ['05/Oct/2026:08:00:01 +1401', Number.NaN],
    ['05/Oct/2026:08:00:01 +0060', Number.NaN],
    ['05/Oct/2026:08:00:01 x0000', Number.NaN],
    ['05/Oct/2026:99:99:99 +9999', Number.NaN],
  ])('%s', (text, milliseconds) => {
    expect(clfTime(text, 0)).toBe(milliseconds)
    expect(clfTime(`[${text}]`, 1)).toBe(milliseconds)
  })
})

describe('a date with a time', () => {
  it.each([
    ['2026-10-05T08:00:01Z', time],
    ['2026-10-05T10:00:01+02:00', time],
    ['2026-10-05T10:00:01.000+0200', time],
    ['2026-10-05 08:00:01', time],
    ['2026-10-05T08:00:01', time],
    ['2026/10/05 08:00:01.000', time],
    ['2026-10-05 08:00:01 UTC', time],
    ['2026-02-31T08:00:01Z', Number.NaN],
    ['2026-10-05', Number.NaN],
    ['5 October 2026 08:00:01', Number.NaN],
  ])('%s: %s', (text, milliseconds) => expect(isoDateTime(text)).toBe(milliseconds))

  it.each([[1], [1e3], [1e6], [1e9]])('may be a number of which a second has %s', unit => expect(sinceEpoch(time / 1000 * unit)).toBe(time))
})

describe('the format of a log', () => {
  const agent = '"-" "Mozilla/5.0 (X11)"'
  const page = '- - [05/Oct/2026:08:00:01 +0000] "GET /ru HTTP/1.1" 200 1'
  const combined = `77.88.8.8 ${page} ${agent}`

  it.each([
    ['is that in which most is told, though one line was cut off', [...Array.from({ length: 98 }, () => combined), combined.slice(0, -4)], 'combined'],
    ['is that of nearly all lines', [...Array.from({ length: 99 }, () => `77.88.8.8 ${page}`), combined], 'common'],
    ['has names in place of addresses', [`dynamic-1.example ${page} ${agent}`], 'combined'],
    ['has nothing in place of addresses', [`- ${page} ${agent}`], 'combined'],
    ['has a name of the host, and names in place of addresses', [`guide.example:443 dynamic-1.example ${page} ${agent}`], 'vhost-combined'],
    ['has the address of the host before that of the visitor', [`10.0.0.5 77.88.8.8 ${page} ${agent}`], 'vhost-combined'],
    ['has that address with a port', [`10.0.0.5:443 77.88.8.8 ${page} ${agent}`], 'vhost-combined'],
    ['has that address before a name', [`10.0.0.5 dynamic-1.example ${page} ${agent}`], 'vhost-combined'],
    ['has a user', [`77.88.8.8 - jane [05/Oct/2026:08:00:01 +0000] "GET /ru HTTP/1.1" 200 1 ${agent}`], 'combined'],
    ['stands behind the name of a container', [`web-1  | ${combined}`, 'db-1   | ready'], 'combined'],
    ['stands behind the name of a pod', [`[pod/web-7f/nginx] ${combined}`], 'combined'],
    ['stands behind a time', [`2026-10-05T08:00:01.5Z ${combined}`, `2026-10-05T08:00:01.5Z stdout F ${combined}`], 'combined'],
    ['stands behind what syslog writes', [`Oct  5 08:00:01 host nginx[7]: ${combined}`, `<190>Oct  5 08:00:01 nginx: ${combined}`], 'combined'],
  ])('%s', (_, lines, name) => {
    expect(recogniseFormat(lines)?.format.name).toBe(name)
  })
})

describe('lines of Apache and nginx', () => {
  const start = '77.88.8.8 - - [05/Oct/2026:08:00:01 +0000]'

  it('have escaped quotes', () => {
    expect(parse('combined', `${start} "GET /ru?a=\\"b\\" HTTP/1.1" 200 1 "https://x.example/\\\\" "Agent \\"A\\" \\x22"`))
      .toMatchObject({ path: '/ru?a=\\"b\\"', referer: 'https://x.example/\\\\', userAgent: 'Agent \\"A\\" \\x22' })
  })

  it('have a user with a space, and no header', () => {
    expect(parse('combined', '77.88.8.8 - Jane Doe [05/Oct/2026:08:00:01 +0000] "GET /ru HTTP/1.1" 200 - "-" "-"'))
      .toEqual({ time, address: '77.88.8.8', method: 'GET', path: '/ru', status: 200, referer: '', userAgent: '', host: undefined, headers: undefined })
  })

  it('end with what else the operator logs; X-Forwarded-For directly behind the user agent', () => {
    expect(parse('combined', `${start} "GET /ru HTTP/1.1" ${tail} 312 5332`)).toMatchObject({ path: '/ru', headers: undefined })
    expect(parse('combined', `${start} "GET /ru HTTP/1.1" ${tail} "8.8.8.8, 10.0.0.1"`)).toMatchObject({ headers: { 'x-forwarded-for': '8.8.8.8, 10.0.0.1' } })
    expect(parse('combined', `${start} "GET /ru HTTP/1.1" ${tail} "-"`)).toMatchObject({ headers: undefined })
  })

  it.each([['\\x16\\x03\\x01\\x02'], ['-'], [''], ['GET'], ['GET ru HTTP/1.1'], ['OPTIONS * HTTP/1.0']])('have %j for a request that was none', (request) => {
    expect(parse('combined', `${start} "${request}" 400 0 "-" "-"`)).toMatchObject({ method: '', path: '', status: 400 })
  })

  it('have a host before them, with or without port', () => {
    for (const host of ['guide.example:443', 'guide.example']) {
      expect(parse('vhost-combined', `${host} ${start} "GET /ru HTTP/1.1" ${tail}`)).toMatchObject({ host, address: '77.88.8.8', path: '/ru' })
    }
  })

  it('are common when they end with the size', () => {
    expect(parse('common', `${start} "GET /ru HTTP/1.1" 200 -`)).toMatchObject({ path: '/ru', status: 200 })
    expect(parse('combined', `${start} "GET /ru HTTP/1.1" 200 -`)).toBeUndefined()
  })

  it.each([
    ['GET /favicon.ico HTTP/1.1', true],
    ['GET / HTTP/1.1', true],
    ['HEAD /ru HTTP/1.1', true],
    ['POST /ru HTTP/1.1', true],
    ['\\x16\\x03', true],
    ['GET /ru HTTP/1.1', false],
    ['GET /ru/steps HTTP/1.1', false],
    ['GET /ru?x HTTP/1.1', false],
    ['GET /ru', true],
  ])('%s is seen at a glance to be no page: %s', (request, isOther) => {
    expect(isSeenAtAGlance('combined', `${start} "${request}" ${tail}`)).toBe(isOther)
  })

  it('leave what is malformed to the parser', () => {
    expect(isSeenAtAGlance('combined', '')).toBe(false)
    expect(isSeenAtAGlance('combined', `${start} "GET /favicon.ico`)).toBe(false)
    expect(isSeenAtAGlance('combined', `${start} "GET /favicon.ico HTTP/1.1" two`)).toBe(false)
  })
})

it('no format takes 31 February for a day of March', () => {
  const request = { remote_ip: '77.88.8.8', method: 'GET', uri: '/ru', headers: {} }
  expect(parse('caddy-json', JSON.stringify({ ts: '2026-02-31T08:00:01Z', request, status: 200 }))).toBeUndefined()
  expect(parse('nginx-json', JSON.stringify({ time_iso8601: '2026-02-31T08:00:01+00:00', status: 200, request: 'GET /ru HTTP/1.1' }))).toBeUndefined()
  const line = { EdgeStartTimestamp: '2026-02-31T08:00:01Z', EdgeResponseStatus: 200, ClientRequestMethod: 'GET', ClientRequestPath: '/ru' }
  expect(parse('cloudflare', JSON.stringify(line))).toBeUndefined()
  expect(parse('cloudfront', '2026-02-31\t08:00:01\tX\t1\t77.88.8.8\tGET\thost\t/ru\t200\t-\t-')).toBeUndefined()
})

describe('JSON', () => {
  it('of nginx is read with the other names of the same', () => {
    const wanted = { time, address: '77.88.8.8', method: 'GET', path: '/ru', status: 200, referer: '', secure: false, headers: undefined }
    const rest = { remote_addr: '77.88.8.8', status: 200, http_referer: '-', scheme: 'http' }
    expect(parse('nginx-json', JSON.stringify({ ...rest, time_iso8601: '2026-10-05T10:00:01+02:00', request: 'GET /ru HTTP/1.1' }))).toMatchObject(wanted)
    expect(parse('nginx-json', JSON.stringify({ ...rest, time_local: '05/Oct/2026:08:00:01 +0000', request_method: 'GET', request_uri: '/ru' }))).toMatchObject(wanted)
  })

  it('of nginx holds every header it logs', () => {
    expect(parse('nginx-json', linesOf('nginx-json')[10] ?? ''))
      .toMatchObject({ secure: true, headers: { 'cache-control': 'max-age=0', 'sec-fetch-site': 'cross-site' } })
  })

  it('of Caddy before 2.7 has no client_ip; times are written as the operator likes', () => {
    const request = { remote_ip: '77.88.8.8', method: 'GET', uri: '/ru', host: 'guide.example', headers: { 'User-Agent': ['A'], 'X-Forwarded-For': ['8.8.8.8', '10.0.0.1'] } }
    expect(parse('caddy-json', JSON.stringify({ ts: '2026-10-05T08:00:01Z', request, status: 200 })))
      .toMatchObject({ time, address: '77.88.8.8', secure: false, userAgent: 'A', headers: { 'x-forwarded-for': '8.8.8.8, 10.0.0.1' } })
  })

  it.each([
    [{ level: 'info', ts: 1, msg: 'serving initial configuration' }],
    [{ level: 'info', ts: 1, logger: 'admin', msg: 'admin endpoint started' }],
    [{ level: 'debug', ts: 1, logger: 'http.handlers.reverse_proxy', msg: 'upstream roundtrip', request: { method: 'GET', uri: '/ru' }, status: 200 }],
    [{ level: 'error', ts: 1, logger: 'http.log.error', msg: 'no such file', request: { method: 'GET', uri: '/ru' }, status: 200 }],
  ])('of Caddy is no access: %j', message => expect(parse('caddy-json', JSON.stringify(message))).toBe('aside'))

  it.each([['2026-10-05T08:00:01Z'], [time / 1000], [time * 1e6], [String(time / 1000)]])('of Cloudflare says %s for the time', (timestamp) => {
    const line = { EdgeStartTimestamp: timestamp, EdgeResponseStatus: 200, ClientRequestMethod: 'GET', ClientRequestPath: '/ru', ClientCountry: 'ru' }
    expect(parse('cloudflare', JSON.stringify(line))).toMatchObject({ time, address: '', country: 'ru', path: '/ru' })
  })
})

describe('CloudFront', () => {
  it('names its fields', () => {
    const parse = logFormats.find(({ name }) => name === 'cloudfront')?.parser() ?? expect.fail()
    expect(parse('#Version: 1.0')).toBe('aside')
    expect(parse('#Fields: sc-status cs-uri-stem cs-method time date c-ip x-forwarded-for')).toBe('aside')
    expect(parse('200\t/ru\tGET\t08:00:01\t2026-10-05\t77.88.8.8\t8.8.8.8'))
      .toMatchObject({ time, address: '77.88.8.8', path: '/ru', status: 200, userAgent: undefined, headers: { 'x-forwarded-for': '8.8.8.8' } })
  })

  it('encodes texts, twice before 2018', () => {
    const line = (agent: string) => `2026-10-05\t08:00:01\tX\t1\t77.88.8.8\tGET\thost\t/ru\t200\thttps://t.me/\t${agent}`
    expect(parse('cloudfront', line('A%20B'))).toMatchObject({ userAgent: 'A B', referer: 'https://t.me/', host: 'host' })
    expect(parse('cloudfront', line('A%2520B'))).toMatchObject({ userAgent: 'A B' })
    expect(parse('cloudfront', line('100%'))).toMatchObject({ userAgent: '100%' })
  })
})
