import { connect } from 'node:net'
import { once } from 'node:events'
import { ask, exchange, typedAddress, visits } from './requests.ts'
import { expect, test, type Site } from './site.ts'

// Which method, host and path is refused, and with which headers, headers.spec.ts asks.
test('a proxy that names no host is named to the operator, once', async ({ startSite }) => {
  const site = await startSite({ env: { WORKERS: '2' } })
  const asked = Array.from({ length: 20 }, () => exchange(site.port, 'GET /ru HTTP/1.1\r\nConnection: close\r\n\r\n'))
  for (const answer of await Promise.all(asked)) expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 /)
  await expect.poll(site.printed).toMatch(/^Listening on .*\na proxy or a program of this network asks without Host, .*\n$/)
})

test('a request in absolute form is answered as one for the host in it', async ({ site }) => {
  expect((await ask(site, 'http://example.org/ru', { Host: 'other.example' })).status).toBe(200)
  expect((await ask(site, 'HTTP://example.org', { Host: 'other.example' })).headers.location).toBe('/ru')
  expect((await ask(site, 'http://example.org/ru', { Host: 'other.example', Referer: 'http://example.org/ru' })).headers.refresh, 'the quick exit').toMatch(/^0;url=/)
  for (const target of ['http://example.org/ru/../en', 'http://user@example.org/ru', 'ftp://example.org/ru', 'http:///ru']) expect((await ask(site, target)).status, target).toBe(400)
})

test('a host that was not asked for by the reader leads nowhere', async ({ startSite }) => {
  const site = await startSite({ env: { TRUSTED_PROXIES: '127.0.0.0/8' } })
  const forged = {
    'Host': 'evil.example', 'X-Forwarded-Host': 'evil.example', 'Forwarded': 'host=evil.example', 'X-Host': 'evil.example',
    'X-Original-URL': '/evil', 'X-Rewrite-URL': '/evil', 'X-Forwarded-Prefix': '/evil', 'X-Forwarded-Port': '666', 'X-HTTP-Method-Override': 'DELETE',
  }
  for (const path of ['/', '/ru', '/ru/visits', '/sitemap.xml', '/robots.txt', '/ru/nothing-here', '/api/visits.json']) {
    const [asked, plain] = await Promise.all([ask(site, path, forged), ask(site, path)])
    expect({ ...asked, headers: { ...asked.headers, date: '' } }, path).toEqual({ ...plain, headers: { ...plain.headers, date: '' } })
  }
})

test('an address that was pasted with something, or mistyped, leads to its page, and the visit is counted once, there', async ({ startSite }) => {
  const site = await startSite()
  const ways = {
    '/RU': '/ru', '/ua': '/uk', '/en-US': '/en', '/UK/Contact': '/uk/contact', '/ru-RU/steps': '/ru/steps', '//ru': '/ru', '/ru//contact': '/ru/contact', '/%2Fru': '/ru',
    '/ru/steps&fbclid=x': '/ru/steps', '/ru/steps%0A': '/ru/steps', '/ru/steps%D0%B8': '/ru/steps', '/ru/steps%E2%80%8B?utm_source=x': '/ru/steps', '/ru),': '/ru', '/ru;x': '/ru', '/ru|x': '/ru',
    '/ru.html': '/ru', '/ru/index.html': '/ru', '/fr/Visits.': '/fr/visits', '/ru%0d%0aX-Injected:%20yes': '/ru', '/index.html': '/ru', '//': '/ru',
  }
  const led = await Promise.all(Object.keys(ways).map(async path => [path, (await ask(site, path, typedAddress)).headers.location]))
  expect(Object.fromEntries(led)).toEqual(ways)
  expect(visits(site).total).toBe(0)
  expect((await ask(site, '/ru/steps', typedAddress)).status).toBe(200)
  expect(visits(site).total).toBe(1)
})

test('an address that was meant for no page shows the contacts, in the language of its first word', async ({ site }) => {
  const missing = { '/ru/nothing&x': 'ru', '/UA/nothing': 'uk', '//fr/nothing%0A': 'fr', '/en-US/nothing': 'en', '//evil.example/': 'fr', '/%d1%80%d1%83': 'fr', '/{ru}': 'fr', '/<script>': 'fr' }
  for (const [path, language] of Object.entries(missing)) {
    const { status, headers, text } = await ask(site, path, { 'Accept-Language': 'fr' })
    expect([status, headers['content-language']], path).toEqual([404, language])
    expect(text, path).toBe((await ask(site, `/${language}/404`)).text)
  }
})

test('a page is shown whatever a network has appended to its address, up to 2 kB', async ({ site }) => {
  for (const length of [624, 2048]) expect((await ask(site, `/ru/contact?${'x'.repeat(length)}`)).status).toBe(200)
})

test('what modules open, and files beside the pages, are closed', async ({ site }) => {
  const closed = [
    '/__nuxt_content/pages/query', '/__nuxt_content/pages/sql_dump.txt', '/__nuxt_error', '/__nuxt_island/x.json', '/_ipx/x',
    '/_nuxt/entry.js', '/_nuxt/builds/latest.json', '/_i18n/site/ru/messages.json', '/_payload.json', '/ru/_payload.json',
    '/api', '/api/statistics', '/api/visits', '/xx/visits', '/health', '/health/x',
    '/200.html', '/404.html', '/favicon.ico', '/server/index.mjs', '/nitro.json',
  ]
  for (const path of closed) {
    const { status, headers, text } = await ask(site, path, { 'Content-Type': 'application/json' })
    expect(status, path).toBe(404)
    expect(headers['content-type'], path).toBe('text/html; charset=utf-8')
    expect(text, path).toContain('<h1>')
  }
  const query = JSON.stringify({ sql: 'SELECT * FROM _content_pages' })
  const headers = `Host: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${query.length}\r\n`
  const answer = await exchange(site.port, `POST /__nuxt_content/pages/query HTTP/1.1\r\n${headers}\r\n${query}`)
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 405 /)
})

test('a client that dawdles is shown the door', async ({ site }) => {
  const host = 'Host: 127.0.0.1\r\n'
  const dawdlers = {
    'says nothing': { first: '', drip: '' },
    'sends its headers byte by byte': { first: `GET /ru HTTP/1.1\r\n${host}X: `, drip: 'a' },
    'promises a body': { first: `POST /ru HTTP/1.1\r\n${host}Content-Length: 1000\r\n\r\n`, drip: 'a' },
    'wants a tunnel': { first: `CONNECT example.org:443 HTTP/1.1\r\n${host}\r\n`, drip: 'a' },
    'asks once and stays': { first: `GET /ru HTTP/1.1\r\n${host}\r\n`, drip: '' },
  }
  // The limits are 10 s for headers, 15 s for a request, 5 s between two, looked at every 2 s. Without them nobody would ever be closed.
  await Promise.all(Object.values(dawdlers).map(({ first, drip }) => closed(site, first, drip)))
})

/** Resolves when the server closes the connection of a client that goes on sending. */
async function closed({ port }: Site, first: string, drip: string) {
  // It never closes its side while it has something to send: what it sends then tells whether the server is still there.
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: drip !== '' }).on('error', () => {}).resume()
  await once(socket, 'connect')
  if (first) socket.write(first)
  const dripping = setInterval(() => drip && socket.writable && socket.write(drip), 500)
  await new Promise(resolve => socket.once('close', resolve))
  clearInterval(dripping)
  socket.destroy()
}

test('one address that asks too often is told to wait; others are not', async ({ startSite }) => {
  const site = await startSite({ env: { RATE_LIMIT: '20', TRUSTED_PROXIES: '127.0.0.0/8' } })
  const statuses = async (address: string, times: number) => Promise.all(
    Array.from({ length: times }, async () => (await ask(site, '/fr', { ...typedAddress, 'X-Forwarded-For': address })).status))
  const many = await statuses('192.0.2.1', 200)
  // Up to two and a half times as many may pass, and a window of ten seconds may end in between.
  expect(many.filter(status => status === 200).length).toBeLessThanOrEqual(100)
  expect(many).toContain(429)
  expect(await statuses('192.0.2.2', 5)).toEqual([200, 200, 200, 200, 200])
  expect(visits(site).total, 'only what was answered with a page is a visit').toBe(many.filter(status => status === 200).length + 5)
})
