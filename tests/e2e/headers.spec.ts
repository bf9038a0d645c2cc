import { createHash } from 'node:crypto'
import { ask, exchange, parseAnswer, typedAddress, type Headers, type RawAnswer } from './raw.ts'
import { expect, test } from './site.ts'

/** Sent with every answer that the site gives. */
const common = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'permissions-policy': expect.stringMatching(/^(?:[a-z-]+=\(\)(?:, |$))+$/),
  'cache-control': 'no-store',
} as const

const inert = { ...common, 'content-security-policy': 'default-src \'none\'; frame-ancestors \'none\'; sandbox' }

const pagePolicy = new RegExp(`^${[
  'default-src \'none\'',
  'style-src \'sha256-[\\w+/]{43}=\'',
  'img-src \'self\' data:',
  'base-uri \'none\'',
  'form-action \'none\'',
  'frame-ancestors \'none\'',
  'require-trusted-types-for \'script\'',
  'trusted-types \'none\'',
].join('; ')}$`)

const html = (language: string) => ({
  ...common,
  'content-type': 'text/html; charset=utf-8',
  'content-language': language,
  'content-security-policy': expect.stringMatching(pagePolicy),
  'cross-origin-resource-policy': 'same-origin',
  'vary': 'Accept-Encoding',
})

const text = { ...inert, 'content-type': 'text/plain; charset=utf-8', 'cross-origin-resource-policy': 'same-origin' }

const unlisted = { 'x-robots-tag': 'noindex' }

const data = { ...inert, ...unlisted, 'vary': 'Accept-Encoding', 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }

/** Every kind of answer: how it is asked for, its status, and exactly the headers that it has. */
const kinds: [name: string, path: string, asked: Headers, method: string, status: number, expected: Record<string, unknown>][] = [
  ['a page that counts', '/ru', typedAddress, 'GET', 200, { ...html('ru'), 'content-encoding': 'br' }],
  ['a page that does not count', '/uk/contact', {}, 'GET', 200, html('uk')],
  ['a page with gzip', '/fr/faq', { 'Accept-Encoding': 'gzip' }, 'GET', 200, { ...html('fr'), 'content-encoding': 'gzip' }],
  ['the statistics page', '/en/visits', {}, 'GET', 200, html('en')],
  ['HEAD of a page', '/en', {}, 'HEAD', 200, html('en')],
  ['a missing page of a language', '/fr/nothing-here', {}, 'GET', 404, { ...html('fr'), ...unlisted }],
  ['a missing page of none', '/favicon.ico', { 'Accept-Language': 'uk' }, 'GET', 404, { ...html('uk'), ...unlisted }],
  ['a page out of order', '/en/unavailable', {}, 'GET', 503, { ...html('en'), ...unlisted }],
  ['the way to a language', '/', { 'Accept-Language': 'fr' }, 'GET', 302, { ...text, location: '/fr', vary: 'Accept-Language' }],
  ['a page in advance', '/ru', { ...typedAddress, 'Sec-Purpose': 'prefetch' }, 'GET', 503, text],
  ['another method', '/ru', {}, 'POST', 405, { ...text, allow: 'GET, HEAD' }],
  ['a path with tricks', '/ru/../en', {}, 'GET', 400, text],
  ['a path that is too long', `/ru?${'x'.repeat(600)}`, {}, 'GET', 414, text],
  ['the figures as JSON', '/api/visits.json', {}, 'GET', 200, { ...data, 'content-type': expect.stringMatching(/^application\/json\b/) }],
  ['the figures as CSV', '/api/visits.csv', {}, 'GET', 200, { ...data, 'content-type': 'text/csv; charset=utf-8' }],
  ['robots.txt', '/robots.txt', {}, 'GET', 200, { ...text, vary: 'Accept-Encoding' }],
  ['the sitemap', '/sitemap.xml', {}, 'GET', 200, { ...text, 'content-type': 'application/xml; charset=utf-8', 'vary': 'Accept-Encoding' }],
  ['the state of the process', '/health/live', {}, 'GET', 200, text],
  ['whether it counts', '/health/ready', {}, 'GET', 200, text],
]

test.describe('headers of', () => {
  for (const [name, path, asked, method, status, expected] of kinds) {
    test(name, async ({ site }) => {
      const answer = await ask(site, path, asked, method)
      expect(answer.status).toBe(status)
      expect(ownHeaders(answer)).toEqual(expected)
    })
  }
})

test('HEAD has the headers of GET, and no body', async ({ site }) => {
  for (const path of ['/ru', '/', '/api/visits.csv', '/ru/nothing-here', '/health/live']) {
    const [get, head] = await Promise.all(['GET', 'HEAD'].map(method => ask(site, path, { 'Accept-Encoding': 'br' }, method)))
    expect({ ...head?.headers, date: '' }, path).toEqual({ ...get?.headers, date: '' })
    expect(head?.body.length, path).toBe(0)
  }
})

test('the policy admits the one stylesheet of the page and nothing else', async ({ site }) => {
  for (const path of ['/ru', '/uk/visits', '/fr/nothing-here', '/en/unavailable']) {
    const { text: page, headers } = await ask(site, path)
    const styles = [...page.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, css = '']) => css)
    expect(styles, path).toHaveLength(1)
    const hash = createHash('sha256').update(styles[0] ?? '').digest('base64')
    expect(headers['content-security-policy'], path).toContain(`style-src 'sha256-${hash}';`)
    expect(page, path).not.toMatch(/ style="| on\w+="/)
  }
})

test('HTTPS is asked for on an HTTPS origin only, and never on an onion address', async ({ startSite, site }) => {
  const strict = 'max-age=31536000; includeSubDomains'
  const secure = await startSite({ env: { SITE_ORIGIN: 'https://example.org' } })
  for (const path of ['/ru', '/', '/nothing-here', '/robots.txt', '/api/visits.json', '/health/live']) {
    const asked = [ask(secure, path), ask(secure, path, { Host: `${'a'.repeat(56)}.onion` }), ask(site, path)]
    const sent = (await Promise.all(asked)).map(({ headers }) => headers['strict-transport-security'])
    expect(sent, path).toEqual([strict, undefined, undefined])
  }
})

test('answers on one connection come in the order of the requests', async ({ startSite }) => {
  const { port } = await startSite()
  const visit = Object.entries({ ...typedAddress, 'Accept-Encoding': 'identity' }).map(([name, value]) => `${name}: ${value}\r\n`).join('')
  const bytes = await exchange(port, [['/ru', visit], ['/robots.txt', ''], ['/uk', visit], ['/health/live', 'Connection: close\r\n']]
    .map(([path, headers]) => `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${headers}\r\n`).join(''))
  const languages = bytes.toString().split('HTTP/1.1 200 OK').slice(1).map(answer => /Content-Language: (\w\w)/.exec(answer)?.[1] ?? 'none')
  expect(languages).toEqual(['ru', 'none', 'uk', 'none'])
})

test('what cannot be read is answered with a status and nothing more', async ({ site }) => {
  const host = 'Host: 127.0.0.1\r\n'
  const unreadable = {
    'no host': ['GET /ru HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    'two lengths': [`POST /ru HTTP/1.1\r\n${host}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX`, 400],
    'bare line feeds': ['GET /ru HTTP/1.1\nHost: x\n\n', 400],
    'a folded header': [`GET /ru HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`, 400],
    'a zero byte': [`GET /ru\0 HTTP/1.1\r\n${host}\r\n`, 400],
    'HTTP/2': ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    'TLS': ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    'no method of HTTP': [`PLEASE /ru HTTP/1.1\r\n${host}\r\n`, 400],
    'big headers': [`GET /ru HTTP/1.1\r\n${host}X: ${'a'.repeat(9000)}\r\n\r\n`, 431],
    'an expectation': [`GET /ru HTTP/1.1\r\n${host}Expect: miracles\r\nConnection: close\r\n\r\n`, 417],
  } as const
  for (const [name, [bytes, status]] of Object.entries(unreadable)) {
    const answer = parseAnswer(await exchange(site.port, Buffer.from(bytes, 'latin1')))
    expect(answer.status, name).toBe(status)
    expect(Object.keys(ownHeaders(answer)).filter(header => header !== 'transfer-encoding'), name).toEqual([])
    expect(answer.headers.connection, name).toBe('close')
  }
})

/** Without what differs by time, length and connection. */
function ownHeaders({ headers }: RawAnswer): Headers {
  const { date, connection, 'content-length': length, ...own } = headers
  return own
}
