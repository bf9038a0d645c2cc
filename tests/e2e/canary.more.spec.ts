import { randomBytes } from 'node:crypto'
import { renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { hostWarning } from '../../server/operator/state.ts'
import { localeCodes } from '../../shared/locales.ts'
import { contentOf, sitePages } from './content.ts'
import { mountDisk, remountDisk, unmountDisk } from './built-site.ts'
import { ask, exchange, parseAnswer, typedAddress, visits } from './requests.ts'
import { expect, test, type Site } from './site.ts'
import { contentsOf, findTraces, type Places } from './traces.ts'

/** As a socket has it, and as a trusted proxy tells it (RFC 5737: nobody's). */
const addresses = ['127.77.88.99', '198.51.100.177'] as const

/** One mark for each place of a request, so that what is found says where it came from. */
const mark = {
  path: canary('path'), query: canary('query'), agent: canary('agent'), referer: canary('referer'), forwarded: canary('forwarded'),
  cookie: canary('cookie'), host: canary('host'), method: canary('method'), header: canary('header'), value: canary('value'),
  language: canary('language'), origin: canary('origin'), etag: canary('etag'), key: canary('key'), body: canary('body'), broken: canary('broken'),
}

function canary(place: string): string {
  return place + randomBytes(6).toString('hex')
}

const marks = [...Object.values(mark), ...addresses]

const marked = {
  ...typedAddress,
  'Host': `${mark.host}.example`,
  'User-Agent': `${typedAddress['User-Agent']} ${mark.agent}`,
  'Cookie': `${mark.cookie}=${mark.cookie}`,
  'X-Forwarded-For': `${mark.forwarded}, ${addresses[1]}`,
  'X-Forwarded-Host': mark.forwarded,
  'Forwarded': `for=${addresses[1]};host=${mark.forwarded}`,
  'X-Real-IP': addresses[1],
  'Accept-Language': `${mark.language}, en`,
  'Origin': `https://${mark.origin}.example`,
  'If-None-Match': `"${mark.etag}"`,
  'Authorization': `Bearer ${mark.key}`,
  [`X-${mark.header}`]: mark.value,
}

const from = (page: string) => ({ Referer: `https://elsewhere.example/${mark.referer}${page}` })
const exit = (path: string) => ({ Referer: `https://${mark.host}.example${path}` })

/** Requests of every kind: pages, data, files, the exit, what is missing, refused and in advance. */
const requests: string[] = [
  ...['/ru', '/fr/steps', '/en/visits', '/uk/visits/2026', '/api/visits.json', '/api/visits.csv', '/robots.txt', '/sitemap.xml', '/', '/health/live',
    '/health/ready', '/files/info-ru.html', '/.well-known/release.json', '/en/unavailable'].flatMap(path => [
    request('GET', path, from(path)), request('GET', `${path}?${mark.query}=${mark.query}`, from(path)), request('HEAD', `${path}?${mark.query}`, {}),
    request('GET', path, exit(path)), request('GET', `${path}?${mark.query}`, exit(`${path}?${mark.query}`)),
    request('GET', path, { 'Sec-Purpose': 'prefetch' }), request('POST', `${path}?${mark.query}`, from(path)), request('TRACE', path, from(path)),
    request('GET', path, { Host: `${mark.host}.onion` }), request('GET', path, { Host: `${mark.host}_.example` }),
  ]),
  ...['', '/ru', '/api', '/health', '/files', '/.well-known', '/__nuxt_content', '/_nuxt', '/xx', '/ru/visits'].map(folder => request('GET', `${folder}/${mark.path}`, from(''))),
  ...[`/ru/../${mark.path}`, `/ru/${mark.path})`, `//${mark.path}.example`, `/%2e%2e/${mark.path}`, `/\\${mark.path}`, `/${mark.path}%0d%0aX: ${mark.path}`, `/RU/Steps&${mark.path}`, `/en%0A${mark.path}`, `//ru/${mark.path}%D0%B8`, `http://${mark.path}.example/`]
    .map(target => request('GET', target, from(''))),
  request('GET', `/${mark.path.repeat(200)}`, {}),
  request(mark.method.toUpperCase(), `/${mark.path}`, {}),
  request('CONNECT', `${mark.host}.example:443`, {}),
  request('GET', '/ru', { Expect: mark.value, Upgrade: mark.value }),
  request('GET', '/ru', { [mark.header]: mark.value.repeat(1000) }),
  request('GET', '/ru', Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`${mark.header}-${index}`, mark.value]))),
  `${request('POST', '/__nuxt_content/pages/query', { 'Content-Length': '100', 'Content-Type': 'application/json' })}{"sql":"${mark.body}"}`.padEnd(2000),
  `GET /${mark.path} HTTP/1.1\r\nHost: a\r\nHost: ${mark.host}\r\nConnection: close\r\n\r\n`,
  `\x16\x03\x01${mark.broken}\r\n\r\n`, `GET /${mark.broken}\0 HTTP/1.1\r\n\r\n`, `${mark.broken} ${mark.broken} ${mark.broken}\r\n\r\n`,
  `GET /ru HTTP/1.1\r\nHost: a\r\nContent-Length: ${mark.broken}\r\n\r\n`, `GET /ru HTTP/1.1\r\n${mark.broken}\xff\xfe\r\n\r\n`,
]

function request(method: string, target: string, more: Record<string, string>): string {
  const headers = Object.entries({ ...marked, ...more, Connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${target} HTTP/1.1\r\n${headers.join('')}\r\n`
}

/** Headers that lead a browser somewhere, with all they may say: the pages, and the neutral site of the quick exit. */
const ways: Readonly<Record<string, readonly string[]>> = {
  'location': sitePages.map(({ path }) => path),
  'refresh': Object.values(contentOf('shipped').leave ?? {}).map(url => `0;url=${url}`),
  'content-location': [],
  'link': [],
  'onion-location': [],
}

/** @returns all answers, decompressed, which statuses there were, and where they have led by header */
async function sendAll({ port }: Site): Promise<{ answers: string, statuses: Set<number>, led: Record<string, Set<string>> }> {
  const statuses = new Set<number>()
  const led = Object.fromEntries(Object.keys(ways).map(name => [name, new Set<string>()]))
  let answers = ''
  for (const bytes of requests) {
    const answer = await exchange({ port, localAddress: addresses[0] }, Buffer.from(bytes, 'latin1'))
    answers += answer.toString('latin1')
    if (answer.length === 0) continue
    const { status, text, headers } = parseAnswer(answer)
    statuses.add(status)
    for (const [name, values] of Object.entries(led)) if (headers[name] !== undefined) values.add(headers[name])
    answers += text
  }
  return { answers, statuses, led }
}

/** Everything that a site has said and written. */
function left(site: Site, answers: string): Places {
  return { answers, output: site.printed(), ...contentsOf(dirname(site.visitsFile)) }
}

const files = { 'files/info-ru.html': '<!doctype html><title>x</title>', '.well-known/release.json': '{}' }

test('no answer leads to where a request says', async ({ startSite }) => {
  const site = await startSite({ files, env: { TRUSTED_PROXIES: '127.0.0.0/8' } })
  const { led } = await sendAll(site)
  for (const [name, values] of Object.entries(led)) expect([...values].filter(value => !ways[name]?.includes(value)), name).toEqual([])
  expect(led.refresh?.size, 'the quick exit was pressed in every language').toBe(localeCodes.length)
  expect(led.location?.size, 'a language was chosen').toBeGreaterThan(0)
})

test('what a request holds is kept, printed and sent back nowhere', async ({ startSite }) => {
  const site = await startSite({ files, env: { TRUSTED_PROXIES: '127.0.0.0/8' } })
  const { answers, statuses } = await sendAll(site)
  expect([...statuses].sort()).toEqual([200, 302, 400, 404, 405, 414, 431, 503])
  expect(visits(site).total, 'the requests were taken for visits').toBeGreaterThanOrEqual(10)
  expect(Object.keys(contentsOf(dirname(site.visitsFile))).some(name => name.endsWith('-wal')), 'the log of the store is searched').toBe(true)
  expect(findTraces(left(site, answers), marks)).toEqual([])
  await site.end('SIGTERM')
  expect(site.printed()).toBe(`Listening on ${site.origin}\n${hostWarning}\n`)
})

test('nor when one address asks too often', async ({ startSite }) => {
  const site = await startSite({ files, env: { RATE_LIMIT: '1', FLOOD_LIMIT: '1', TRUSTED_PROXIES: '127.0.0.0/8' } })
  const { answers, statuses } = await sendAll(site)
  expect(statuses).toContain(429)
  expect(findTraces(left(site, answers), marks)).toEqual([])
})

test('nor when the store is gone and PostgreSQL out of reach', async ({ startSite }) => {
  const folder = test.info().outputPath('store')
  const site = await startSite({
    files,
    visitsFile: `${folder}/data/visits.sqlite`,
    env: { VISITS_POSTGRES: 'postgres://visits@127.0.0.1:1/visits', TRUSTED_PROXIES: '127.0.0.0/8' },
  })
  const before = await sendAll(site)
  const data = dirname(site.visitsFile)
  renameSync(data, `${data}-moved`)
  writeFileSync(data, 'a file where the folder was')
  const after = await sendAll(site)
  // The file is looked for once a second, when there is something to write.
  await expect.poll(async () => {
    await ask(site, '/ru', typedAddress)
    return (await ask(site, '/health/ready')).status
  }).toBe(503)
  const last = await sendAll(site)
  expect(findTraces({ answers: before.answers + after.answers + last.answers, output: site.printed(), ...contentsOf(folder) }, marks)).toEqual([])
  expect(site.printed(), 'the operator reads of the fault').toContain('visits cannot be published: 127.0.0.1:1 refuses connections')
})

test('nor when the store is read-only', async ({ startSite }) => {
  // Mounted so, since file modes do not hold root. The store is there: a site has counted into it before.
  const folder = mountDisk('size=8m')
  test.skip(folder === undefined, 'a disk that cannot be written needs mount, which only root may')
  if (folder === undefined) return
  try {
    const options = { files, visitsFile: join(folder, 'visits.sqlite'), env: { TRUSTED_PROXIES: '127.0.0.0/8' } }
    const before = await startSite(options)
    await ask(before, '/ru', typedAddress)
    expect(await before.end('SIGTERM')).toBe(0)
    remountDisk(folder, 'ro')
    const stored = contentsOf(folder)

    const site = await startSite(options)
    const { answers, statuses } = await sendAll(site)
    expect([...statuses].sort()).toEqual([200, 302, 400, 404, 405, 414, 431, 503])
    expect((await ask(site, '/health/ready')).text).toMatch(/^visits are counted in memory only: /)
    await site.end('SIGTERM')
    expect(findTraces({ answers, output: site.printed(), ...contentsOf(folder) }, marks)).toEqual([])
    expect(contentsOf(folder), 'nothing could be written').toEqual(stored)
  }
  finally {
    unmountDisk(folder)
  }
})

test('the search finds what was left', async ({ startSite }) => {
  const site = await startSite()
  const folder = dirname(site.visitsFile)
  const [address] = addresses
  writeFileSync(`${folder}/planted.log`, `x${mark.agent.toUpperCase()}x`)
  writeFileSync(`${folder}/planted.bin`, Buffer.from([0, 127, 77, 88, 99, 0]))
  writeFileSync(`${folder}/planted.txt`, Buffer.from(`x${mark.path}, and more`).toString('base64'))
  const found = findTraces(left(site, `<p>${mark.query}`), marks)
  expect(found.sort()).toEqual([
    `${folder}/planted.bin: ${address}, four bytes`,
    `${folder}/planted.log: ${mark.agent}, as it is`,
    `${folder}/planted.txt: ${mark.path}, base64`,
    `answers: ${mark.query}, as it is`,
  ])
})
