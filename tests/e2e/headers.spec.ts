import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { createHash } from 'node:crypto'
import { differences, readAnswerKinds, readSecureHeaders } from './header-tables.ts'
import { ask, exchange, parseAnswer, typedAddress, type Headers, type RawAnswer } from './requests.ts'
import { startServer, type SiteOptions } from './built-site.ts'
import { expect, test as base, type Site } from './site.ts'

const test = base.extend<object, { filesSite: Site }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads from it which fixtures are wanted
  filesSite: [async ({}, use) => {
    const site = await startServer({ files: {
      'files/info-ru.html': '<!doctype html><title>x</title>',
      'files/info-ru.pdf': '%PDF-1.7',
      'files/qr.png': Buffer.from([0x89, 0x50, 0x4e, 0x47]),
      '.well-known/release.json': '{}',
      '.well-known/release.json.minisig': 'untrusted comment: x',
      '.well-known/security.txt': 'Contact: mailto:x@example.org',
    } })
    await use(site)
    await site.end('SIGKILL')
  }, { scope: 'worker' }],
})

interface Sites {
  site: Site
  filesSite: Site
  startSite: (options?: SiteOptions) => Promise<Site>
}

const host = 'Host: 127.0.0.1\r\n'
const many = Object.fromEntries(Array.from({ length: 70 }, (_, index) => [`X-${index}`, 'x']))

/** Asks in every way that is answered by a kind; the names are those of docs/headers.md. */
const ways: Record<string, (sites: Sites) => Promise<RawAnswer>[]> = {
  'page': ({ site }) => [
    ask(site, '/ru', typedAddress), ask(site, '/uk/contact'), ask(site, '/fr/faq', { 'Accept-Encoding': 'gzip' }),
    ask(site, '/en', {}, 'HEAD'), ask(site, '/en/', { Expect: 'miracles' }), ask(site, '/en', { Expect: '100-continue' }),
    ask(site, '/ru', { Upgrade: 'websocket', Connection: 'upgrade, close' }),
  ],
  'statistics page': ({ site }) => [ask(site, '/en/visits', typedAddress), ask(site, '/ru/visits', {}, 'HEAD')],
  'quick exit': ({ site }) => [ask(site, '/fr/faq', { Referer: 'http://127.0.0.1/fr/faq' }), ask(site, '/en/x', typedAddress)],
  'page that does not exist': ({ site }) => [
    ask(site, '/fr/nothing-here', typedAddress), ask(site, '/favicon.ico', { 'Accept-Language': 'uk' }), ask(site, '/en/404'),
    ask(site, '/.well-known/nothing'), ask(site, '/api/nothing'), ask(site, '/nothing-here', {}, 'HEAD'), ask(site, '//example.org'),
  ],
  'page that could not be made': ({ site }) => [ask(site, '/en/unavailable')],
  'too many requests': ({ site, startSite }) => [ask(site, '/fr/busy'), askTooOften(startSite)],
  'way to a language': ({ site }) => [ask(site, '/', { 'Accept-Language': 'fr' }), ask(site, '/?x', typedAddress), ask(site, '/', {}, 'HEAD')],
  'way to the page that was meant': ({ site }) => [ask(site, '/RU/Steps', typedAddress), ask(site, '/en/faq&x', {}, 'HEAD')],
  'figures as JSON': ({ site }) => [ask(site, '/api/visits.json'), ask(site, '/api/visits.json', { 'Accept-Encoding': 'br' }, 'HEAD')],
  'figures as CSV': ({ site }) => [ask(site, '/api/visits.csv')],
  'manifest': ({ filesSite }) => [ask(filesSite, '/.well-known/release.json', typedAddress)],
  'signature': ({ filesSite }) => [ask(filesSite, '/.well-known/release.json.minisig')],
  'copy to keep': ({ filesSite }) => [ask(filesSite, '/files/info-ru.html', typedAddress), ask(filesSite, '/files/info-ru.html', {}, 'HEAD')],
  'leaflet': ({ filesSite }) => [ask(filesSite, '/files/info-ru.pdf', typedAddress)],
  'picture': ({ filesSite }) => [ask(filesSite, '/files/qr.png')],
  'security.txt': ({ filesSite }) => [ask(filesSite, '/.well-known/security.txt')],
  'robots.txt': ({ site }) => [ask(site, '/robots.txt')],
  'sitemap': ({ site }) => [ask(site, '/sitemap.xml', typedAddress)],
  'health': ({ site }) => [ask(site, '/health/live'), ask(site, '/health/ready', {}, 'HEAD')],
  'health of a site that cannot count': ({ startSite }) => [askWithoutStore(startSite)],
  'page in advance': ({ site }) => [ask(site, '/ru', { ...typedAddress, 'Sec-Purpose': 'prefetch' })],
  'refused method': ({ site }) => ['POST', 'PUT', 'OPTIONS', 'TRACE', 'PURGE'].flatMap(method => ['/ru', '/__nuxt_content/pages/query'].map(path => ask(site, path, {}, method))),
  'refused tunnel': ({ site }) => [raw(site, 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n')],
  'refused path': ({ site }) => ['/ru/../en', '/ru\\', '/%2e%2e', '/.env', '*'].map(path => ask(site, path, typedAddress)),
  'refused host': ({ site }) => [
    ask(site, '/ru', { Host: 'a b' }),
    raw(site, 'GET /ru HTTP/1.1\r\nConnection: close\r\n\r\n'),
    raw(site, `GET /ru HTTP/1.1\r\n${host}${host}Connection: close\r\n\r\n`),
  ],
  'path too long': ({ site }) => [ask(site, `/ru?${'x'.repeat(2600)}`)],
  'too many headers': ({ site }) => [ask(site, '/ru', many)],
  'headers too big': ({ site }) => [raw(site, `GET /ru HTTP/1.1\r\n${host}X: ${'a'.repeat(9000)}\r\n\r\n`)],
  'unreadable': ({ site }) => unreadable.map(bytes => raw(site, bytes)),
  'too slow': ({ site }) => [raw(site, ''), raw(site, `GET /ru HTTP/1.1\r\n${host}`)],
}

const unreadable = [
  // Two lengths, by which a proxy and we could read two requests in one.
  `POST /ru HTTP/1.1\r\n${host}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX`,
  `POST /ru HTTP/1.1\r\n${host}Content-Length: 6\r\nContent-Length: 5\r\n\r\n`,
  `GET /ru HTTP/1.1\r\n${host}Transfer-Encoding: chunked, identity\r\n\r\n`,
  'GET /ru HTTP/1.1\nHost: x\n\n',
  `GET /ru HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`,
  `GET /ru HTTP/1.1\r\n${host}X: a\rb\r\n\r\n`,
  `GET /ru HTTP/1.1\r\n${host}X : a\r\n\r\n`,
  `GET /ru\0 HTTP/1.1\r\n${host}\r\n`,
  `GET /ru HTTP/1.2\r\n${host}\r\n`,
  `PLEASE /ru HTTP/1.1\r\n${host}\r\n`,
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
]

async function raw({ port }: Site, bytes: string): Promise<RawAnswer> {
  const answer = parseAnswer(await exchange(port, Buffer.from(bytes, 'latin1')))
  expect(answer.headers.connection, bytes).toBe('close')
  expect(answer.text, bytes).toBe('Not understood.\n')
  return answer
}

async function askTooOften(startSite: Sites['startSite']): Promise<RawAnswer> {
  const site = await startSite({ env: { RATE_LIMIT: '1' } })
  // A window of ten seconds may end between two of them.
  const answers = [await ask(site, '/en'), await ask(site, '/en'), await ask(site, '/en')]
  const refused = answers.find(({ status }) => status === 429)
  if (refused === undefined) throw new Error('nothing was refused')
  return refused
}

async function askWithoutStore(startSite: Sites['startSite']): Promise<RawAnswer> {
  const file = base.info().outputPath('no-folder')
  writeFileSync(file, 'a file where the folder should be')
  return ask(await startSite({ visitsFile: `${file}/visits.sqlite` }), '/health/ready')
}

const kinds = readAnswerKinds()

test('every kind of answer that docs/headers.md lists is asked for, and no other', () => {
  expect(kinds.map(({ name }) => name)).toEqual(Object.keys(ways))
})

for (const kind of kinds) {
  test(`docs/headers.md tells the headers of: ${kind.name}`, async ({ site, filesSite, startSite }) => {
    const answers = await Promise.all(ways[kind.name]?.({ site, filesSite, startSite }) ?? [])
    expect(answers.length).toBeGreaterThan(0)
    for (const answer of answers) expect(differences(answer, kind)).toEqual([])
  })
}

test('a header more, less or different is noticed', async ({ site }) => {
  const [kind] = kinds
  if (kind === undefined) throw new Error('no kind')
  const answer = await ask(site, '/ru')
  const { 'x-frame-options': _, ...less } = answer.headers
  expect(differences({ ...answer, headers: less }, kind)).toEqual(['x-frame-options: sent nothing, documented DENY'])
  expect(differences({ ...answer, headers: { ...answer.headers, etag: '"x"' } }, kind)).toEqual(['etag: sent "x", documented nothing'])
  expect(differences({ ...answer, headers: { ...answer.headers, 'cache-control': 'no-cache' } }, kind))
    .toEqual(['cache-control: sent no-cache, documented no-store'])
  expect(differences({ ...answer, status: 203 }, kind)).toEqual(['status 203, documented 200'])
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
  const strict = readSecureHeaders()['strict-transport-security']
  expect(strict, 'a day: it is how long a browser remembers the visit').toBe('max-age=86400; includeSubDomains')
  const secure = await startSite({ env: { SITE_ORIGIN: 'https://example.org' } })
  const longer = await startSite({ env: { SITE_ORIGIN: 'https://example.org', HSTS_SECONDS: '31536000' } })
  const paths = ['/ru', '/', '/nothing-here', '/robots.txt', '/api/visits.json', '/health/live', '/ru/../en']
  for (const path of paths) {
    const asked = [ask(secure, path), ask(secure, path, { Host: `${'a'.repeat(56)}.onion` }), ask(site, path)]
    const sent = (await Promise.all(asked)).map(({ headers }) => headers['strict-transport-security'])
    expect(sent, path).toEqual([strict, undefined, undefined])
    expect((await ask(longer, path)).headers['strict-transport-security'], path).toBe('max-age=31536000; includeSubDomains')
  }
})

test('answers on one connection come in the order of the requests', async ({ startSite }) => {
  const { port } = await startSite()
  const visit = lines({ ...typedAddress, 'Accept-Encoding': 'identity' })
  const bytes = await exchange(port, [['/ru', visit], ['/robots.txt', ''], ['/uk', visit], ['/health/live', 'Connection: close\r\n']]
    .map(([path, headers]) => `GET ${path} HTTP/1.1\r\n${host}${headers}\r\n`).join(''))
  const languages = bytes.toString().split('HTTP/1.1 200 OK').slice(1).map(answer => /Content-Language: (\w\w)/.exec(answer)?.[1] ?? 'none')
  expect(languages).toEqual(['ru', 'none', 'uk', 'none'])
})

test('a connection ends with its 200th answer', async ({ site }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const connections: (string | undefined)[] = []
  for (let number = 0; number < 205; number++) {
    const [answer] = await once(get({ agent, host: '127.0.0.1', port: site.port, path: '/health/live' }), 'response')
    expect(answer.statusCode).toBe(200)
    connections.push(answer.headers.connection)
    await once(answer.resume(), 'end')
  }
  agent.destroy()
  expect(connections.indexOf('close')).toBe(199)
  expect(connections.lastIndexOf('close'), 'the others are on a new connection').toBe(199)
})

test('a connection on which too much is asked ahead is cut off, and its answers are not made', async ({ site }) => {
  const asked = `GET /health/live HTTP/1.1\r\n${host}\r\n`
  const answers = async (requests: string) => (await exchange(site.port, requests)).toString().split('HTTP/1.1 200 OK').length - 1
  const last = `GET /health/live HTTP/1.1\r\n${host}Connection: close\r\n\r\n`
  expect(await answers(asked.repeat(16) + last)).toBe(17)
  expect(await answers(asked.repeat(18))).toBeLessThanOrEqual(1)
  expect((await ask(site, '/health/live')).status).toBe(200)
})

function lines(headers: Headers): string {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')
}
