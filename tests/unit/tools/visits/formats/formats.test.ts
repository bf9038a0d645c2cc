import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseCaddyJson } from '../../../../../tools/visits/formats/caddy-json.ts'
import { clfTime } from '../../../../../tools/visits/formats/clf-time.ts'
import { isOtherClf } from '../../../../../tools/visits/formats/clf.ts'
import { parseCloudflare } from '../../../../../tools/visits/formats/cloudflare.ts'
import { createCloudFrontParser } from '../../../../../tools/visits/formats/cloudfront.ts'
import { parseCombined } from '../../../../../tools/visits/formats/combined.ts'
import { parseCommon } from '../../../../../tools/visits/formats/common.ts'
import { logFormats, recogniseFormat } from '../../../../../tools/visits/formats/formats.ts'
import { parseNginxJson } from '../../../../../tools/visits/formats/nginx-json.ts'
import { parseVhostCombined } from '../../../../../tools/visits/formats/vhost-combined.ts'
import { fixture } from '../run.ts'

function linesOf(name: string): string[] {
  return readFileSync(fixture(`${name}.log`), 'latin1').trimEnd().split('\n')
}

const names = logFormats.map(({ name }) => name)
const tail = '200 5120 "https://t.me/" "Mozilla/5.0 (X11)"'
const time = Date.UTC(2026, 9, 5, 8, 0, 1)

describe.each(names)('%s', (name) => {
  it('is recognised from its own lines alone', () => {
    expect(recogniseFormat(linesOf(name))?.name).toBe(name)
    expect(recogniseFormat(['rubbish', ...linesOf(name), 'rubbish'])?.name).toBe(name)
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

describe('lines of Apache and nginx', () => {
  const start = '77.88.8.8 - - [05/Oct/2026:08:00:01 +0000]'

  it('have escaped quotes', () => {
    expect(parseCombined(`${start} "GET /ru?a=\\"b\\" HTTP/1.1" 200 1 "https://x.example/\\\\" "Agent \\"A\\" \\x22"`))
      .toMatchObject({ path: '/ru?a=\\"b\\"', referer: 'https://x.example/\\\\', userAgent: 'Agent \\"A\\" \\x22' })
  })

  it('have a user with a space, and no header', () => {
    expect(parseCombined('77.88.8.8 - Jane Doe [05/Oct/2026:08:00:01 +0000] "GET /ru HTTP/1.1" 200 - "-" "-"'))
      .toEqual({ time, address: '77.88.8.8', method: 'GET', path: '/ru', status: 200, referer: undefined, userAgent: undefined, host: undefined, headers: undefined })
  })

  it('end with what else the operator logs; X-Forwarded-For directly behind the user agent', () => {
    expect(parseCombined(`${start} "GET /ru HTTP/1.1" ${tail} 312 5332`)).toMatchObject({ path: '/ru', headers: undefined })
    expect(parseCombined(`${start} "GET /ru HTTP/1.1" ${tail} "8.8.8.8, 10.0.0.1"`)).toMatchObject({ headers: { 'x-forwarded-for': '8.8.8.8, 10.0.0.1' } })
    expect(parseCombined(`${start} "GET /ru HTTP/1.1" ${tail} "-"`)).toMatchObject({ headers: undefined })
  })

  it.each([['\\x16\\x03\\x01\\x02'], ['-'], [''], ['GET'], ['GET ru HTTP/1.1'], ['OPTIONS * HTTP/1.0']])('have %j for a request that was none', (request) => {
    expect(parseCombined(`${start} "${request}" 400 0 "-" "-"`)).toMatchObject({ method: '', path: '', status: 400 })
  })

  it('have a host before them, with or without port', () => {
    for (const host of ['guide.example:443', 'guide.example']) {
      expect(parseVhostCombined(`${host} ${start} "GET /ru HTTP/1.1" ${tail}`)).toMatchObject({ host, address: '77.88.8.8', path: '/ru' })
    }
  })

  it('are common when they end with the size', () => {
    expect(parseCommon(`${start} "GET /ru HTTP/1.1" 200 -`)).toMatchObject({ path: '/ru', status: 200 })
    expect(parseCombined(`${start} "GET /ru HTTP/1.1" 200 -`)).toBeUndefined()
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
    expect(isOtherClf(`${start} "${request}" ${tail}`)).toBe(isOther)
  })

  it('leave what is malformed to the parser', () => {
    expect(isOtherClf('')).toBe(false)
    expect(isOtherClf(`${start} "GET /favicon.ico`)).toBe(false)
    expect(isOtherClf(`${start} "GET /favicon.ico HTTP/1.1" two`)).toBe(false)
  })
})

it('no format takes 31 February for a day of March', () => {
  const request = { remote_ip: '77.88.8.8', method: 'GET', uri: '/ru', headers: {} }
  expect(parseCaddyJson(JSON.stringify({ ts: '2026-02-31T08:00:01Z', request, status: 200 }))).toBeUndefined()
  expect(parseNginxJson(JSON.stringify({ time_iso8601: '2026-02-31T08:00:01+00:00', status: 200, request: 'GET /ru HTTP/1.1' }))).toBeUndefined()
  const line = { EdgeStartTimestamp: '2026-02-31T08:00:01Z', EdgeResponseStatus: 200, ClientRequestMethod: 'GET', ClientRequestPath: '/ru' }
  expect(parseCloudflare(JSON.stringify(line))).toBeUndefined()
  expect(createCloudFrontParser()('2026-02-31\t08:00:01\tX\t1\t77.88.8.8\tGET\thost\t/ru\t200\t-\t-')).toBeUndefined()
})

describe('JSON', () => {
  it('of nginx is read with the other names of the same', () => {
    const wanted = { time, address: '77.88.8.8', method: 'GET', path: '/ru', status: 200, referer: undefined, secure: false, headers: undefined }
    const rest = { remote_addr: '77.88.8.8', status: 200, http_referer: '-', scheme: 'http' }
    expect(parseNginxJson(JSON.stringify({ ...rest, time_iso8601: '2026-10-05T10:00:01+02:00', request: 'GET /ru HTTP/1.1' }))).toMatchObject(wanted)
    expect(parseNginxJson(JSON.stringify({ ...rest, time_local: '05/Oct/2026:08:00:01 +0000', request_method: 'GET', request_uri: '/ru' }))).toMatchObject(wanted)
  })

  it('of nginx holds every header it logs', () => {
    expect(parseNginxJson(linesOf('nginx-json')[10] ?? '')).toMatchObject({ secure: true })
    expect(parseNginxJson(linesOf('nginx-json')[10] ?? '')?.headers).toMatchObject({ 'cache-control': 'max-age=0', 'sec-fetch-site': 'cross-site' })
  })

  it('of Caddy before 2.7 has no client_ip; times are written as the operator likes', () => {
    const request = { remote_ip: '77.88.8.8', method: 'GET', uri: '/ru', host: 'guide.example', headers: { 'User-Agent': ['A'], 'X-Forwarded-For': ['8.8.8.8', '10.0.0.1'] } }
    expect(parseCaddyJson(JSON.stringify({ ts: '2026-10-05T08:00:01Z', request, status: 200 })))
      .toMatchObject({ time, address: '77.88.8.8', secure: false, userAgent: 'A', headers: { 'x-forwarded-for': '8.8.8.8, 10.0.0.1' } })
  })

  it.each([['2026-10-05T08:00:01Z'], [time / 1000], [time * 1e6], [String(time / 1000)]])('of Cloudflare says %s for the time', (timestamp) => {
    const line = { EdgeStartTimestamp: timestamp, EdgeResponseStatus: 200, ClientRequestMethod: 'GET', ClientRequestPath: '/ru', ClientCountry: 'ru' }
    expect(parseCloudflare(JSON.stringify(line))).toMatchObject({ time, address: '', country: 'ru', path: '/ru' })
  })
})

describe('CloudFront', () => {
  it('names its fields', () => {
    const parse = createCloudFrontParser()
    expect(parse('#Version: 1.0')).toBe('aside')
    expect(parse('#Fields: sc-status cs-uri-stem cs-method time date c-ip x-forwarded-for')).toBe('aside')
    expect(parse('200\t/ru\tGET\t08:00:01\t2026-10-05\t77.88.8.8\t8.8.8.8'))
      .toMatchObject({ time, address: '77.88.8.8', path: '/ru', status: 200, userAgent: undefined, headers: { 'x-forwarded-for': '8.8.8.8' } })
  })

  it('encodes texts, twice before 2018', () => {
    const line = (agent: string) => `2026-10-05\t08:00:01\tX\t1\t77.88.8.8\tGET\thost\t/ru\t200\thttps://t.me/\t${agent}`
    expect(createCloudFrontParser()(line('A%20B'))).toMatchObject({ userAgent: 'A B', referer: 'https://t.me/', host: 'host' })
    expect(createCloudFrontParser()(line('A%2520B'))).toMatchObject({ userAgent: 'A B' })
    expect(createCloudFrontParser()(line('100%'))).toMatchObject({ userAgent: '100%' })
  })
})
