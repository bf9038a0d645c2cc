import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import type { Client, Tab } from './browsers/reader.ts'
import { typedAddress } from './requests.ts'
import { names, type World } from './worlds/rule.ts'

/** A number for all clients, or one for each kind, and another for a Chromium that asks again. */
export type Expected = number | Record<Client['kind'], number> & { asksAgain?: number }

interface Step {
  does: string
  act: (tab: Tab, world: World, open: () => Promise<Tab>) => Promise<void>
  /** Requests of the site's pages that it makes. */
  requests: Expected
  /** Visits that it counts. */
  visits: Expected
}

export interface Row {
  name: string
  steps: Step[]
  /** The country that its visits come from. */
  country: string
  /** What a client must be or have for it; without it, only browsers with windows take part. */
  runsIn: (client: Pick<Client, 'kind' | 'scripts'>) => boolean
}

type Address = (world: World) => string
type Traits = Pick<Client, 'kind' | 'scripts'>

const anyWindow = (client: Traits) => client.kind !== 'text'
const anyClient = () => true
const withScripts = (client: Traits) => client.scripts
/** Firefox and text browsers load nothing by speculation rules. */
const withRules = (client: Traits) => client.kind === 'chromium' && client.scripts

/** Firefox asks again for a page that was not to be stored; the others have kept it in memory. */
const onlyFirefox = { chromium: 0, firefox: 1, text: 0 }

function address(scheme: 'https' | 'http', name: keyof typeof names, path: string): Address {
  return world => world[scheme](name, path)
}

function go(to: Address, visits: Expected, requests: Expected = 1): Step {
  return { does: 'types the address', act: (tab, world) => tab.go(to(world)), requests, visits }
}

function goElsewhere(to: Address, requests = 0, visits = 0): Step {
  return { does: 'opens another site', act: (tab, world) => tab.go(to(world)), requests, visits }
}

function click(selector: string, arrival: Address | undefined, visits: Expected): Step {
  return { does: `clicks ${selector}`, act: (tab, world) => tab.click(selector, arrival?.(world)), requests: 1, visits }
}

function reload(visits: Expected): Step {
  return { does: 'reloads', act: tab => tab.reload(), requests: 1, visits }
}

function back(requests: Expected, visits: Expected): Step {
  return { does: 'goes back', act: tab => tab.back(), requests, visits }
}

function forward(requests: Expected, visits: Expected): Step {
  return { does: 'goes forward', act: tab => tab.forward(), requests, visits }
}

function goInSecondTab(to: Address, visits: number): Step {
  async function act(_: Tab, world: World, open: () => Promise<Tab>) {
    const second = await open()
    await second.go(to(world))
    await second.close()
  }
  return { does: 'types the address in a second tab', act, requests: 1, visits }
}

function row(name: string, steps: Step[], runsIn: Row['runsIn'] = anyWindow, country = 'RU'): Row {
  return { name, steps, runsIn, country }
}

/** What is the same with and without Fetch Metadata, and what is not. */
function rowsOver(scheme: 'https' | 'http'): Row[] {
  const page = address(scheme, 'site', '/ru')
  const steps = address(scheme, 'site', '/ru/steps')
  const elsewhere = (name: string, host: keyof typeof names = 'elsewhere') => address(scheme, host, `/${scheme}/${name}`)
  const links = goElsewhere(elsewhere('links'))
  const inner = click('main a[href="/ru/steps"]', steps, 0)
  const isTold = scheme === 'https'
  const unlessTold = isTold ? 0 : onlyFirefox
  /** On the way back to a page that came from elsewhere: what asks again looks like the first time, unless headers tell. */
  const again = isTold ? onlyFirefox : { ...onlyFirefox, asksAgain: 1 }
  const againSeen = isTold ? 0 : again
  const fromElsewhere = (name: string, selector: string, arrival: Address | undefined, runsIn = anyWindow) =>
    row(`${name}, over ${scheme}`, [links, click(selector, arrival, 1)], runsIn)
  /** Without Fetch Metadata what is part of another site's page looks like a page. */
  const asPart = (name: string, page_: string, visits: number, runsIn = anyWindow) =>
    row(`${name}, then a click, over ${scheme}`, [goElsewhere(elsewhere(page_), 1, visits), click('#link', page, 1)], runsIn)

  return [
    row(`typed, and typed again, over ${scheme}`, [go(page, 1), go(page, 1)], anyClient),
    row(`typed with a query, over ${scheme}`, [go(address(scheme, 'site', '/ru?utm_source=a'), 1)], anyClient),
    row(`the way to one's language, over ${scheme}`, [go(address(scheme, 'site', '/'), 1, 2)], anyClient),
    row(`the statistics page, over ${scheme}`, [go(address(scheme, 'site', '/ru/visits'), 1)], anyClient),
    row(`a page that does not exist, over ${scheme}`, [go(address(scheme, 'site', '/ru/none'), 0)], anyClient),
    row(`from a page that does not exist into the site, over ${scheme}`, [
      go(address(scheme, 'site', '/ru/none'), 0),
      click('article a[href="/ru"]', page, 0),
    ]),
    row(`an address of another site that leads here, over ${scheme}`, [go(elsewhere('302'), 1)]),
    // Firefox says nothing of a reload over HTTP.
    row(`reload of a typed address, over ${scheme}`, [go(page, 1), reload(unlessTold), reload(unlessTold)], anyClient),
    row(`link from another site, then reload, over ${scheme}`, [links, click('#link', page, 1), reload(onlyFirefox)], anyClient),
    fromElsewhere('link with noreferrer', '#noreferrer', page),
    fromElsewhere('link into a new tab', '#blank', undefined),
    fromElsewhere('302 by another site', '#redirect', page),
    fromElsewhere('redirect by script', '#script', page, withScripts),
    fromElsewhere('redirect by meta refresh', '#refresh', page),
    fromElsewhere('form of another site', '#form', address(scheme, 'site', '/ru?')),
    row(`from page to page, over ${scheme}`, [go(page, 1), inner], anyClient),
    row(`from language to language, over ${scheme}`, [
      go(page, 1),
      { ...click('.languages > summary', undefined, 0), requests: 0 },
      click('.languages a[href="/uk"]', address(scheme, 'site', '/uk'), 0),
    ]),
    row(`the address in a second tab, over ${scheme}`, [go(page, 1), inner, goInSecondTab(steps, 1)]),
    row(`back within the site, over ${scheme}`, [go(page, 1), inner, back(again, againSeen)], anyClient),
    row(`forward within the site, over ${scheme}`, [go(page, 1), inner, back(again, againSeen), forward(again, 0)]),
    row(`away and back, over ${scheme}`, [go(page, 1), links, back(again, againSeen)]),
    row(`from another site, back and forward, over ${scheme}`, [links, click('#link', page, 1), back(0, 0), forward(again, again)]),
    row(`link from a subdomain, over ${scheme}`, [goElsewhere(elsewhere('links', 'subdomain')), click('#link', page, isTold ? 0 : 1)]),
    row(`link from a mirror that sends its Referer, over ${scheme}`, [
      goElsewhere(elsewhere('links', 'mirror')),
      click('#link', page, 0),
    ], anyClient),
    row(`link from a mirror that hides its Referer, over ${scheme}`, [
      goElsewhere(elsewhere('same-origin', 'mirror')),
      click('#link', page, 1),
    ]),
    asPart('<link rel=prefetch>', 'prefetch', 0),
    asPart('iframe', 'iframe', isTold ? 0 : 1),
    asPart('object', 'object', isTold ? 0 : 1),
    asPart('image', 'image', isTold ? 0 : 1),
    asPart('fetch()', 'fetch', isTold ? 0 : 1, withScripts),
  ]
}

const overHttpsOnly: Row[] = [
  row('typed without https, sent on by 301', [go(address('http', 'site', '/upgrade/ru'), 1)]),
  row('location.reload() without a click', [
    go(address('https', 'site', '/ru'), 1),
    { does: 'runs location.reload()', act: tab => tab.run('location.reload()'), requests: 1, visits: 0 },
  ], withScripts),
  ...['rules-prefetch', 'rules-prerender'].map(page => row(`speculation ${page.replace('-', ', ')} by another site, then a click`, [
    goElsewhere(address('https', 'elsewhere', `/https/${page}`), 1),
    click('#link', address('https', 'site', '/ru'), 1),
  ], withRules)),
]

/** In Chromium without Fetch Metadata, as over HTTP; in Firefox, set as Tor Browser is, with it. */
const overOnion: Row[] = [
  row('onion service, typed and reloaded', [go(address('http', 'onion', '/ru'), 1), reload(0)], anyClient, 'T1'),
  row('onion service, from page to page', [
    go(address('http', 'onion', '/ru'), 1),
    click('main a[href="/ru/steps"]', address('http', 'onion', '/ru/steps'), 0),
  ], anyClient, 'T1'),
  row('onion service, link from another site', [
    goElsewhere(address('http', 'elsewhere', '/onion/links')),
    click('#link', address('http', 'onion', '/ru'), 1),
  ], anyClient, 'T1'),
]

const local = (path: string): Address => world => world.local(path)

/** Browsers treat this machine like HTTPS. Its requests do not come by the front, and are not seen there. */
const onThisMachine: Row[] = [
  row('127.0.0.1, typed and reloaded', [go(local('/ru'), 1, 0), { ...reload(0), requests: 0 }], anyWindow, 'ZZ'),
  row('127.0.0.1, link from another site, then from page to page', [
    goElsewhere(address('http', 'elsewhere', '/local/links')),
    { ...click('#link', local('/ru'), 1), requests: 0 },
    { ...click('main a[href="/ru/steps"]', local('/ru/steps'), 0), requests: 0 },
  ], anyWindow, 'ZZ'),
]

/** One row for each case of the rule that a client can show: docs/counting.md. */
export const rows: readonly Row[] = [...rowsOver('https'), ...overHttpsOnly, ...rowsOver('http'), ...overOnion, ...onThisMachine]

/** Whether a row needs HTTPS, which text browsers are not driven over. */
export function needsHttps({ name }: Row): boolean {
  return name.endsWith('over https') || overHttpsOnly.some(row => row.name === name)
}

const run = promisify(execFile)

const modern = typedAddress['User-Agent']
const old = 'Mozilla/5.0 (Linux; Android 5.1; A33f) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/61.0.3163.98 Mobile Safari/537.36'
const inApp = 'Mozilla/5.0 (Linux; Android 13; SM-A536B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36'

interface RequestRow {
  name: string
  scheme: 'https' | 'http'
  args: string[]
  status: number
  visits: number
  doubtful: number
}

type Counted = 'visit' | 'doubtful' | 'nothing'

function requestRow(
  name: string,
  counted: Counted,
  headers: Record<string, string | undefined>,
  { scheme = 'https', args = [], status = 200 }: Partial<RequestRow> = {},
): RequestRow {
  // `Name:` takes a header away that curl would send.
  const lines = Object.entries(headers).map(([header, value]) => value === undefined ? `${header}:` : `${header}: ${value}`)
  return {
    name,
    scheme,
    args: [...args, ...lines.flatMap(line => ['-H', line])],
    status,
    visits: Number(counted === 'visit'),
    doubtful: Number(counted === 'doubtful'),
  }
}

const overHttp = { scheme: 'http' } as const

/** Single requests, as programs and old browsers make them. */
export const requestRows: readonly RequestRow[] = [
  requestRow('curl itself', 'nothing', {}),
  requestRow('no user agent', 'nothing', { 'User-Agent': undefined }),
  // Which programs are no people, the tests of the verdict know.
  requestRow('preview by Telegram', 'nothing', { 'User-Agent': 'TelegramBot (like TwitterBot)' }),
  requestRow('a modern browser’s user agent alone, over HTTPS', 'doubtful', { 'User-Agent': modern }),
  requestRow('the same with a Referer from elsewhere', 'doubtful', { 'User-Agent': modern, 'Referer': 'https://vk.com/' }),
  requestRow('the same over HTTP, where no browser says more', 'visit', { 'User-Agent': modern }, overHttp),
  requestRow('all headers of a modern browser: cannot be told from one', 'visit', typedAddress),
  requestRow('an old browser over HTTPS', 'visit', { 'User-Agent': old }),
  requestRow('a page inside an app', 'visit', { 'User-Agent': inApp }),
  requestRow('an old browser, link from this site', 'nothing', { 'User-Agent': old, 'Referer': `https://${names.site}/ru` }),
  requestRow('an old browser, link from a mirror', 'nothing', { 'User-Agent': old, 'Referer': `https://${names.mirror}/ru` }),
  requestRow('an old browser, reload', 'nothing', { 'User-Agent': old, 'Cache-Control': 'max-age=0' }),
  requestRow('HEAD', 'nothing', typedAddress, { args: ['-I'] }),
  requestRow('conditional, by tag', 'visit', { ...typedAddress, 'If-None-Match': '"1"' }),
  requestRow('conditional, by tag, any', 'visit', { ...typedAddress, 'If-None-Match': '*' }),
  requestRow('conditional, by date', 'visit', { ...typedAddress, 'If-Modified-Since': new Date().toUTCString() }),
  requestRow('a part of a page', 'visit', { ...typedAddress, Range: 'bytes=0-99' }),
  requestRow('prefetch, old name of the header', 'nothing', { ...typedAddress, Purpose: 'prefetch' }, { status: 503 }),
  requestRow('prefetch through a proxy that hides the address', 'nothing', {
    ...typedAddress, 'Sec-Purpose': 'prefetch;anonymous-client-ip',
  }, { status: 503 }),
]

/** Such as `curl 8.14`. @returns undefined when there is none */
export function curlVersion(): string | undefined {
  const { error, stdout } = spawnSync('curl', ['--version'], { encoding: 'utf8' })
  return error ? undefined : /^curl \d+\.\d+/.exec(stdout)?.[0]
}

/** @returns the status of the answer */
export async function sendByCurl({ scheme, args }: RequestRow, world: World): Promise<number> {
  const url = world[scheme]('site', '/ru')
  const { host } = new URL(url)
  const quietly = ['-sk', '-o', '/dev/null', '-w', '%{http_code}', '--noproxy', '*', '--resolve', `${host}:127.0.0.1`]
  const { stdout } = await run('curl', [...quietly, ...args, url])
  return Number(stdout)
}
