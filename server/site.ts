import type { Server } from 'node:http'
import { utcDay } from '../shared/day.ts'
import { settlePage, withOrigin } from '../shared/page/places.ts'
import { openCountriesOr } from './counter/country.ts'
import { createRecorder } from './counter/recorder.ts'
import type { Ports } from './process.ts'
import type { Config } from './operator/config.ts'
import type { MachineState, TellState } from './operator/state.ts'
import { countryData, readEdition } from './statistics.ts'
import { createDynamicDocuments, type Render } from './http/dynamic.ts'
import { loadFiles, makePages, readPages } from './http/pages.ts'
import { createListener, type Site } from './http/listener.ts'
import { createLimitedServer, listen, loopback, stop } from './http/serve.ts'

export interface Parts {
  /** The folder of prerendered pages and published files. */
  folder: string
  /** The mmdb file that came with the build. */
  countries: string
  render: Render
  /** The UTC day of this release, `YYYY-MM-DD`; undefined: it is not known. */
  released: string | undefined
  /** Takes what fails in this process, and what works. */
  tell: TellState
  /** How all processes of this machine are. */
  machine: () => MachineState
}

/** How often the day is looked at, in milliseconds. */
const dayCheck = 60_000

/**
 * Loads everything into memory and answers from there.
 *
 * @returns the ports, and a function that stops without losing an answer or a visit.
 */
export async function startSite(config: Config, { folder, countries, render, released, tell, machine }: Parts): Promise<Ports & { stop: () => Promise<void> }> {
  let today = utcDay()
  const files = await loadFiles(folder)
  const built = readPages(folder)
  const pagesOf = async (day: string) => new Map([...files, ...await makePages(built, { siteOrigin: config.siteOrigin, onionOrigin: config.onionOrigin, today: day })])
  const openedCountries = openCountriesOr(countries, config.geoipFile, fault => tell('countries', fault))
  countryData.builtOn = openedCountries.builtOn
  const site: Site = {
    config,
    countries: openedCountries,
    recorder: createRecorder({ file: config.visitsFile, released, onState: fault => tell('store', fault) }),
    pages: await pagesOf(today),
    dynamic: createDynamicDocuments({
      render: finishing(render, config), edition: readEdition, onState: fault => tell('figures', fault), onionOrigin: config.onionOrigin,
    }),
    machine,
    stopping: false,
  }
  const servers: Server[] = []

  function open(way: 'open' | 'tor', port: number, host: string): Promise<number> {
    const server = createLimitedServer(createListener(site, way), config.trustedProxies)
    servers.push(server)
    return listen(server, port, host, way === 'tor' ? 'ONION_PORT' : 'PORT')
  }

  // A confirmation of a contact channel may run out while the site is up.
  setInterval(async () => {
    const day = utcDay()
    if (day === today) return
    site.pages = await pagesOf(day)
    today = day
  }, dayCheck).unref()

  async function finish() {
    site.stopping = true
    await Promise.all(servers.map(stop))
    site.recorder.close()
    const status = site.recorder.status()
    if (!status.ok && status.pending > 0) console.error(`${status.pending} visits could not be written and are lost: ${status.reason}`)
  }

  // First, so that where it is taken nobody was answered yet.
  const onionPort = config.onionPort === undefined ? undefined : await open('tor', config.onionPort, loopback)
  const port = await open('open', config.port, config.host)
  let finished: Promise<void> | undefined
  return {
    port,
    onionPort,
    stop: () => finished ??= finish(),
  }
}

/** What the framework renders on request lacks the same finish as the pages that it rendered at build. */
function finishing(render: Render, { siteOrigin, onionOrigin }: Config): Render {
  return async (path) => {
    const answer = await render(path)
    const { status, headers } = answer
    const address = siteOrigin && `${siteOrigin}/${path.split('/')[1]}`
    const finish = (text: string) => withOrigin(settlePage(text, { place: 'site', day: utcDay(), address, onionOrigin }), path, siteOrigin)
    return { status, headers, text: async () => finish(await answer.text()) }
  }
}
