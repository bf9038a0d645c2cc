import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { makeDocument } from '../../../../server/http/document.ts'
import { health, type HealthOf } from '../../../../server/http/listener.ts'
import { hostWarning, type MachineState } from '../../../../server/operator/state.ts'
import { blank, neutral, oldBrowser, startSite } from './start-site.ts'

const ourOnion = 'pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion'
const chromium = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'

// Time stands still, so that no window of a limit ends in the middle of a test.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
})

it('keeps what only says that it is a modern browser apart from visits, and answers it all the same', async () => {
  const { ask, counts } = await startSite({})
  const https = { 'X-Forwarded-Proto': 'https' }
  expect(await ask({ ...https, 'User-Agent': chromium })).toBe(200)
  expect(counts()).toEqual({ visits: {}, doubtful: { RU: 1 } })
  expect(await ask({ ...https, 'User-Agent': oldBrowser })).toBe(200)
  expect(await ask({ 'X-Forwarded-Proto': 'http', 'User-Agent': chromium })).toBe(200)
  expect(await ask({ 'User-Agent': chromium })).toBe(200)
  expect(counts()).toEqual({ visits: { RU: 3 }, doubtful: { RU: 1 } })
})

it('counts no more than FLOOD_LIMIT visits of one address in an hour', async () => {
  const { ask, counts } = await startSite({ FLOOD_LIMIT: '3' })
  for (let number = 0; number < 10; number++) expect(await ask({ 'User-Agent': oldBrowser })).toBe(200)
  expect(await ask({ 'User-Agent': oldBrowser, 'X-Forwarded-For': '195.5.46.1' })).toBe(200)
  expect(counts()).toEqual({ visits: { RU: 3, UA: 1 }, doubtful: { RU: 7 } })
})

it('does not use up the limit of an address with clicks within the site', async () => {
  const { ask, counts } = await startSite({ FLOOD_LIMIT: '2' })
  for (let number = 0; number < 5; number++) await ask({ 'User-Agent': oldBrowser, 'Referer': 'https://site.example/ru' })
  for (let number = 0; number < 2; number++) await ask({ 'User-Agent': oldBrowser })
  expect(counts()).toEqual({ visits: { RU: 2 }, doubtful: {} })
})

it('sets no limit to Tor, where all come from one address, nor lets its name lift the limit of another', async () => {
  const { ask, counts } = await startSite({ FLOOD_LIMIT: '2' })
  const onion = { 'Host': 'invented2345address.onion', 'User-Agent': oldBrowser }
  for (let number = 0; number < 5; number++) await ask({ ...onion, 'X-Forwarded-For': '127.0.0.1' })
  expect(counts()).toEqual({ visits: { T1: 5 }, doubtful: {} })
  for (let number = 0; number < 5; number++) await ask(onion)
  expect(counts()).toEqual({ visits: { T1: 5, RU: 2 }, doubtful: { RU: 3 } })
})

it('counts nothing for Tor by a name where tor has a port of its own, for anybody can write one', async () => {
  const { ask, counts } = await startSite({ ONION_ORIGIN: `http://${ourOnion}`, ONION_PORT: '3001', OWN_HOSTS: 'second.onion' })
  for (const host of [ourOnion, `www.${ourOnion}:80`, 'Second.onion', 'anything.onion']) await ask({ 'Host': host, 'User-Agent': oldBrowser })
  expect(counts().visits).toEqual({ ZZ: 3, RU: 1 })
})

it('counts for Tor whatever comes to the port of tor, and believes nothing that is written there', async () => {
  const { askThroughTor, counts } = await startSite({ COUNTRY_HEADER: 'CF-IPCountry', FLOOD_LIMIT: '2', RATE_LIMIT: '5', SITE_ORIGIN: 'https://site.example' })
  const forged = { 'User-Agent': oldBrowser, 'X-Forwarded-For': '195.5.46.1', 'X-Forwarded-Proto': 'https', 'CF-IPCountry': 'UA' }
  for (const host of ['site.example', 'invented.onion', 'localhost', '127.0.0.1:3000']) {
    for (const agent of [oldBrowser, chromium]) expect(await askThroughTor({ ...forged, 'Host': host, 'User-Agent': agent })).toBe(200)
  }
  expect(counts()).toEqual({ visits: { T1: 8 }, doubtful: {} })
})

it('leaves the limits of an address alone whose name somebody writes who comes through tor', async () => {
  const { ask, askThroughTor } = await startSite({ RATE_LIMIT: '2' })
  for (let number = 0; number < 5; number++) expect(await askThroughTor({ 'X-Forwarded-For': '195.5.46.1' })).toBe(200)
  expect(await ask({ 'X-Forwarded-For': '195.5.46.1' })).toBe(200)
})

it('reads no forwarding header of who asks for our onion service at the ordinary port', async () => {
  const { ask, counts } = await startSite({ OWN_HOSTS: ourOnion, RATE_LIMIT: '2' })
  const forged = { 'Host': ourOnion, 'User-Agent': chromium, 'X-Forwarded-For': '195.5.46.1', 'X-Forwarded-Proto': 'https' }
  for (let number = 0; number < 5; number++) expect(await ask(forged)).toBe(200)
  expect(counts()).toEqual({ visits: { T1: 5 }, doubtful: {} })
  expect(await ask({ 'X-Forwarded-For': '195.5.46.1' })).toBe(200)
})

it('limits who writes an onion name from elsewhere, and nobody of this machine, where tor is', async () => {
  const { ask, counts } = await startSite({ OWN_HOSTS: ourOnion, RATE_LIMIT: '1' })
  const local = { 'User-Agent': oldBrowser, 'X-Forwarded-For': '127.0.0.1' }
  for (const host of [`www.${ourOnion}`, ourOnion, 'made-up.onion']) expect(await ask({ ...local, Host: host })).toBe(200)
  expect(counts().visits).toEqual({ T1: 3 })
  expect([await ask({ Host: 'made-up.onion' }), await ask({ Host: 'made-up.onion' })]).toEqual([200, 429])
})

it('lifts no limit for the name of our onion service where tor has a port of its own', async () => {
  const { ask } = await startSite({ ONION_ORIGIN: `http://${ourOnion}`, ONION_PORT: '3001', RATE_LIMIT: '1' })
  const answers = []
  for (const address of ['195.5.46.1', '77.88.8.8', '127.0.0.1']) answers.push(await ask({ 'Host': ourOnion, 'X-Forwarded-For': address }))
  expect(answers).toEqual([200, 429, 429])
  expect(await ask({ 'X-Forwarded-For': '127.0.0.1' })).toBe(200)
})

it.each([
  ['/RU', '/ru'], ['/ua', '/uk'], ['/en-US', '/en'], ['/en_GB/', '/en'], ['//ru', '/ru'], ['/ru//steps', '/ru/steps'], ['/ru-RU/Steps.html', '/ru/steps'], ['/ru/index.html', '/ru'],
  ['/ru)', '/ru'], ['/ru,', '/ru'], ['/ru%C2%BB.', '/ru'], ['/ru.', '/ru'], ['/ru/steps%3E', '/ru/steps'], ['/ru/visits)', '/ru/visits'], ['/RU/VISITS/2026-11', '/ru/visits/2026-11'],
  ['/ru/steps&fbclid=x', '/ru/steps'], ['/ru/steps%0A', '/ru/steps'], ['/ru/steps%D0%B8', '/ru/steps'], ['/ru/steps%E2%80%8B?utm_source=x', '/ru/steps'], ['/index.html', '/en'],
])('leads from %s to the page that was meant, and counts nothing on the way', async (path, location) => {
  const { send, counts } = await startSite({})
  expect(await send({ 'Accept-Language': 'en', 'User-Agent': oldBrowser }, path)).toEqual({ status: 302, location, body: '' })
  expect(counts()).toEqual({ visits: {}, doubtful: {} })
})

it.each([
  ['/ru/nothing&x', 'Nothing here'], ['/RU/nothing', 'Nothing here'], ['//ru/nothing%0A', 'Nothing here'], ['/en-US/nothing', 'Another language'], ['/EN/contact%D0%B8', 'Another language'],
  ['//evil.example/ru', 'Another language'], ['/%D0%B8', 'Another language'], ['/ru/404)', 'Nothing here'], ['/RU/x', 'Nothing here'], [`/ru/${'x'.repeat(2000)}`, 'Nothing here'],
])('shows for %s, which no page was meant by, the page that says what there is, in the language asked for', async (path, body) => {
  const { send, counts } = await startSite({})
  expect(await send({ 'Accept-Language': 'en', 'User-Agent': oldBrowser }, path)).toEqual({ status: 404, body })
  expect(counts()).toEqual({ visits: {}, doubtful: {} })
})

it('shows a page whatever was appended to its address, up to 2 kB', async () => {
  const { ask, counts } = await startSite({})
  for (const length of [624, 2048]) expect(await ask({ 'User-Agent': oldBrowser }, `/ru/steps?${'x'.repeat(length)}`)).toBe(200)
  expect(counts().visits).toEqual({ RU: 2 })
})

it('answers a request in absolute form as one for the host in it', async () => {
  const { port, counts } = await startSite({})
  const asked = (target: string, referer: string) => raw(port, `GET ${target} HTTP/1.1\r\nHost: other.example\r\nX-Forwarded-For: 77.88.8.8\r\nUser-Agent: ${oldBrowser}\r\nReferer: ${referer}\r\n`)
  expect(await asked('http://site.example/ru', 'http://elsewhere.example/')).toMatch(/^HTTP\/1\.1 200 [^]*<p>Page$/)
  expect(counts().visits).toEqual({ RU: 1 })
  expect(await asked('http://site.example/ru', 'http://site.example/ru/steps')).toMatch(/<p>Page$/)
  expect(counts().visits, 'a click inside the site').toEqual({ RU: 1 })
  expect(await asked('http://site.example/ru?a=b', 'http://site.example/ru?a=b'), 'the quick exit').toContain(neutral)
  expect(await asked('http://site.example', '')).toMatch(/^HTTP\/1\.1 302 [^]*Location: \/ru\r/)
})

it('answers a proxy that hides the host, and tells the operator so once', async () => {
  const { port } = await startSite({})
  const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => printed.mockRestore())
  const asked = 'GET /ru HTTP/1.1\r\nX-Forwarded-For: 77.88.8.8\r\n'
  expect(await raw(port, `${asked}Host: site.example\r\n`)).toMatch(/^HTTP\/1\.1 200 /)
  expect(printed).not.toHaveBeenCalled()
  for (const more of ['', 'Host: guide_upstream\r\n', 'Host:\r\n']) expect(await raw(port, asked + more), more).toMatch(/^HTTP\/1\.1 200 /)
  expect(await raw(port, asked.replace('1.1', '1.0'))).toMatch(/^HTTP\/1\.1 200 /)
  expect(printed.mock.calls).toEqual([[hostWarning]])
})

it('refuses whoever names no host where no proxy is trusted, but in HTTP/1.0', async () => {
  const { port } = await startSite({ TRUSTED_PROXIES: '' })
  expect(await raw(port, 'GET /ru HTTP/1.1\r\n')).toMatch(/^HTTP\/1\.1 400 /)
  expect(await raw(port, 'GET /ru HTTP/1.0\r\n')).toMatch(/^HTTP\/1\.1 200 /)
})

/** Sends the head of a request as it is. @returns the answer, which ends with the connection */
function raw(port: number, head: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`${head}Connection: close\r\n\r\n`)
  return text(socket)
}

it('counts no page of an error', async () => {
  const { ask, counts } = await startSite({})
  expect(await ask({ 'User-Agent': oldBrowser }, '/ru/404')).toBe(404)
  expect(counts()).toEqual({ visits: {}, doubtful: {} })
})

it.each([
  ['a page', '/ru', 'GET', blank],
  ['a page with a query', '/ru?a=b', 'GET', blank],
  ['a page that does not exist', '/ru/nothing', 'GET', blank],
  ['a page of no language', '/nothing.html', 'GET', blank],
  ['a page of the framework that fails', '/ru/visits', 'GET', blank],
  ['the header of a page', '/ru', 'HEAD', ''],
])('shows whoever leaves %s the way out, and counts nothing', async (_name, path, method, body) => {
  const { send, counts } = await startSite({})
  const left = await send({ 'User-Agent': oldBrowser, 'Referer': `https://site.example${path}` }, path, method)
  expect(left).toEqual({ status: 200, refresh: neutral, body })
  expect(counts()).toEqual({ visits: {}, doubtful: {} })
})

it('shows the contacts, and says whether it is well, to whoever has asked too often', async () => {
  const { ask } = await startSite({ RATE_LIMIT: '1' })
  await ask({})
  for (let number = 0; number < 3; number++) {
    expect(await ask({})).toBe(429)
    for (const path of ['/ru/contact', '/ru/contact/', '/health/live', '/health/ready']) expect(await ask({}, path), path).toBe(200)
  }
})

it('refuses no reader for what a page of another site loads in his browser, and lets it read there nothing of what is refused', async () => {
  const data = await makeDocument({ status: 200, type: 'application/json', locale: undefined, body: Buffer.from('{}') })
  const { ask } = await startSite({ RATE_LIMIT: '1' }, () => Promise.resolve(data))
  const foreign = { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors', 'Sec-Fetch-Dest': 'image' }
  const read = { ...foreign, 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Dest': 'empty' }
  const old = { 'User-Agent': oldBrowser }
  for (let number = 0; number < 301; number++) {
    for (const headers of [read, old]) expect(await ask(headers, '/api/visits.json')).toBe(200)
    await ask(foreign)
  }
  expect(await ask(foreign)).toBe(429)
  expect(await ask({ 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' })).toBe(200)
})

it('divides its limits among the processes that answer', async () => {
  const { ask, counts } = await startSite({ FLOOD_LIMIT: '4', RATE_LIMIT: '600', WORKERS: '2' })
  for (let number = 0; number < 5; number++) await ask({ 'User-Agent': oldBrowser })
  expect(counts()).toEqual({ visits: { RU: 2 }, doubtful: { RU: 3 } })
  const answers = new Set<number | undefined>()
  for (let number = 0; number < 800; number++) answers.add(await ask({ 'User-Agent': oldBrowser, 'Referer': 'https://site.example/ru/steps' }))
  expect(answers).toContain(429)
})

it('lets out whoever has asked too often', async () => {
  const { ask, send } = await startSite({ RATE_LIMIT: '1' })
  await ask({})
  expect((await send({}, '/ru')).refresh).toBeUndefined()
  expect((await send({ Referer: 'https://site.example/ru' }, '/ru')).refresh).toBe(neutral)
})

it('counts no visit when somebody opens the blank page by its address', async () => {
  const { send, counts } = await startSite({})
  expect(await send({ 'User-Agent': oldBrowser }, '/ru/x')).toEqual({ status: 200, refresh: neutral, body: blank })
  expect(counts()).toEqual({ visits: {}, doubtful: {} })
})

const well: HealthOf = { recorder: { status: () => ({ ok: true }) }, machine: () => ({ absent: 0, isPublished: true }), stopping: false }

it('is live, ready, and nothing else', () => {
  expect(health('/health/live', well)).toEqual({ status: 200, text: 'live\n' })
  expect(health('/health/ready', well)).toEqual({ status: 200, text: 'ready\n' })
  expect(health('/health/other', well)).toBeUndefined()
})

it('is not ready when it stops or cannot write', () => {
  expect(health('/health/ready', { ...well, stopping: true })?.status).toBe(503)
  const recorder: HealthOf['recorder'] = { status: () => ({ ok: false, reason: 'database is locked', pending: 2 }) }
  expect(health('/health/ready', { ...well, recorder })).toEqual({ status: 503, text: 'visits are counted in memory only: database is locked\n' })
})

it('is not ready when another process of the machine does not answer or cannot write', () => {
  const ready = (state: Partial<MachineState>) => health('/health/ready', { ...well, machine: () => ({ absent: 0, isPublished: true, ...state }) })
  expect(ready({ absent: 2 })).toEqual({ status: 503, text: 'processes that do not answer: 2\n' })
  expect(ready({ storeFault: 'EACCES' })).toEqual({ status: 503, text: 'visits are counted in memory only: EACCES\n' })
})

it('is ready, and says so, when the shared engine is out of reach', () => {
  const answer = health('/health/ready', { ...well, machine: () => ({ absent: 0, isPublished: false }) })
  expect(answer).toEqual({ status: 200, text: 'ready; visits are counted here and cannot be published at the moment\n' })
})
