import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { startChromium } from './browsers/chromium.ts'
import { firefoxVersion, startFirefox } from './browsers/firefox.ts'
import { curlVersion, needsHttps, requestRows, rows, sendByCurl, type Expected, type Row } from './rule-rows.ts'
import type { Client, Tab } from './browsers/reader.ts'
import { until } from './built-site.ts'
import { textBrowser, textBrowserVersion } from './browsers/text.ts'
import { startWorld, type Counts, type World } from './worlds/rule.ts'

// The rows of one client run one after the other, at one site: each counts what the step before it has added.
test.describe.configure({ mode: 'parallel' })

let world: World
/** Rows of all clients that are there, and what is missing. */
let planned = 0
const missing: string[] = []

test.beforeAll(async () => {
  world = await startWorld()
})

test.afterAll(() => world.close())

for (const scripts of [true, false]) {
  describeClient(`Chromium ${scripts ? 'with' : 'without'} JavaScript`, { kind: 'chromium', scripts }, () => startChromium(scripts))
}

const firefox = firefoxVersion()
for (const scripts of [true, false]) {
  const start = () => startFirefox(firefox ?? '', scripts)
  describeClient(`Firefox ${scripts ? 'with' : 'without'} JavaScript`, { kind: 'firefox', scripts }, start, {
    absent: firefox === undefined && 'no Firefox: apt-get install firefox-esr',
  })
}

for (const command of ['w3m', 'lynx'] as const) {
  const version = textBrowserVersion(command)
  const proxy = () => world.http('site', '').replace(/\/\/[^:]+/, '//127.0.0.1')
  describeClient(command, { kind: 'text', scripts: false }, async () => textBrowser(command, version ?? '', proxy), {
    absent: version === undefined && `no ${command}: apt-get install ${command} util-linux`,
    takes: row => !needsHttps(row),
  })
}

test.describe('single requests', { tag: '@more' }, () => {
  test.describe.configure({ mode: 'default' })
  const curl = curlVersion()
  if (curl === undefined) missing.push('no curl')
  else planned += requestRows.length
  test.skip(curl === undefined, 'no curl')

  for (const row of requestRows) {
    test(row.name, async () => {
      skipWithout(row.scheme === 'http' || world.hasHttps)
      const before = world.counts()
      expect(await sendByCurl(row, world)).toBe(row.status)
      expect(added(before)).toEqual({ visits: row.visits === 0 ? {} : { RU: row.visits }, doubtful: row.doubtful })
      note(curl ?? '')
    })
  }
})

interface Conditions {
  /** Why the client cannot run here, or false. */
  absent?: string | false
  takes?: (row: Row) => boolean
}

function describeClient(
  title: string,
  traits: Pick<Client, 'kind' | 'scripts'>,
  start: () => Promise<Client>,
  { absent = false, takes = () => true }: Conditions = {},
) {
  const own = rows.filter(row => row.runsIn(traits) && takes(row))
  if (absent) missing.push(absent)
  else planned += own.length

  test.describe(title, { tag: traits.kind === 'chromium' ? [] : '@more' }, () => {
    test.describe.configure({ mode: 'default' })
    test.skip(absent !== false, absent || '')
    let client: Client

    test.beforeAll(async () => {
      client = await start()
    })

    test.afterAll(() => client?.close())

    for (const row of own) {
      test(row.name, async () => {
        skipWithout(!needsHttps(row) || world.hasHttps)
        await walk(row, client)
        note(client.name)
      })
    }
  })
}

/** Takes the steps of a row in a new tab. After each of them requests and counts are exactly as expected, and stay so to the end. */
async function walk({ steps, country }: Row, client: Client) {
  const tab: Tab = await client.open()
  for (const { does, act, requests, visits } of steps) {
    const before = world.counts()
    const seen = world.exchanges.length
    const answered = () => world.exchanges.slice(seen).filter(({ status }) => status !== 0).length
    const awaited = ofKind(requests, client)
    await act(tab, world, client.open)
    await until(`${does}: ${awaited} requests`, () => answered() >= awaited)
    await new Promise(resolve => setTimeout(resolve, settling))
    expect(answered(), `${does}: requests`).toBe(awaited)
    const n = ofKind(visits, client)
    expect(added(before), does).toEqual({ visits: n === 0 ? {} : { [country]: n }, doubtful: 0 })
  }
  await tab.close()
}

/** How long it is waited whether another request follows that should not, in milliseconds. */
const settling = 150

function ofKind(expected: Expected, { kind, asksAgain }: Client): number {
  if (typeof expected === 'number') return expected
  return (asksAgain ? expected.asksAgain : undefined) ?? expected[kind]
}

function added(before: Counts): Counts {
  const now = world.counts()
  const grown = Object.entries(now.visits).map(([country, n]): [string, number] => [country, n - (before.visits[country] ?? 0)])
  return { visits: Object.fromEntries(grown.filter(([, n]) => n !== 0)), doubtful: now.doubtful - before.doubtful }
}

function skipWithout(https: boolean) {
  if (!https) note('no openssl, no HTTPS: skipped')
  test.skip(!https, 'no openssl to make a certificate')
}

/** Notes a row that held, for all processes of the run; whoever notes the last one says how many ran where. */
function note(client: string) {
  const folder = test.info().project.outputDir
  const file = join(folder, 'rule-rows.txt')
  mkdirSync(folder, { recursive: true })
  appendFileSync(file, `${client}\n`)
  const noted = readFileSync(file, 'utf8').trim().split('\n')
  if (noted.length !== planned) return
  const clients = [...new Set(noted)].map(name => `${name} ${noted.filter(other => other === name).length}`)
  console.log(`Rows of the rule in real clients: ${[...clients, ...missing].join(', ')}`)
}
