// Playwright reads from the pattern of the first parameter which fixtures a function wants.
/* eslint no-empty-pattern: ["error", { "allowObjectPatternsAsParameters": true }] */
import { expect, test as base, type ConsoleMessage, type Request } from '@playwright/test'
import { ownOrigins, seedVisits, startServer, type Site, type SiteOptions } from './built-site.ts'
import { serveCopy, type StaticCopy } from './static-copy.ts'

export { expect }
export type { Site }

interface TestFixtures {
  /** Starts a site of this test alone; it is stopped when the test is over. */
  startSite: (options?: SiteOptions) => Promise<Site>
  /** Messages of the browser that a test expects; every other one fails it. */
  expectedMessages: RegExp
  faults: string[]
}

interface WorkerFixtures {
  /** The shipped site. Several tests share it and the next two: those that count visits start one of their own. */
  site: Site
  /** The same with contact channels that somebody has confirmed. */
  confirmedSite: Site
  /** The shipped site with visits of past days: {@link seedVisits}. */
  countedSite: Site
  /** A static copy of the shipped site, below a path. */
  copy: StaticCopy
}

/**
 * The test function of all files here. It fails a test when the browser reports an error, a warning or a breach of the
 * Content-Security-Policy, and when a page asks anybody but the servers that the test has started or the disk.
 */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  site: [({}, use) => lend(use), { scope: 'worker' }],

  confirmedSite: [({}, use) => lend(use, { build: 'confirmed' }), { scope: 'worker' }],

  countedSite: [({}, use) => lend(async (site) => {
    seedVisits(site.visitsFile)
    await use(site)
  }), { scope: 'worker' }],

  copy: [async ({}, use) => {
    const copy = await serveCopy()
    await use(copy)
    await copy.end()
  }, { scope: 'worker' }],

  startSite: async ({}, use) => {
    const sites: Site[] = []
    await use(async (options) => {
      const site = await startServer(options)
      sites.push(site)
      return site
    })
    await Promise.all(sites.map(site => site.end('SIGKILL')))
  },

  expectedMessages: [/(?!)/, { option: true }],

  faults: [async ({ context, expectedMessages }, use) => {
    const faults: string[] = []
    context.on('console', (message: ConsoleMessage) => {
      if (!['error', 'warning'].includes(message.type())) return
      if (!expectedMessages.test(message.text())) faults.push(`${message.type()}: ${message.text()}`)
    })
    context.on('weberror', error => faults.push(`error of a page: ${error.error().message}`))
    context.on('request', (request: Request) => {
      const { protocol, origin } = new URL(request.url())
      if (protocol !== 'data:' && protocol !== 'file:' && !ownOrigins.has(origin)) faults.push(`request to ${origin}`)
    })
    await use(faults)
    expect(faults, 'what the browser reported').toEqual([])
  }, { auto: true }],
})

async function lend(use: (site: Site) => Promise<void>, options?: SiteOptions) {
  const site = await startServer(options)
  await use(site)
  await site.end('SIGKILL')
}

/** Where pages are read. What differs for a reader between the site and a static copy of it is named here. */
export interface Place {
  port: number
  /** Where a page is, given its address on the site: `/ru/steps` or `/some/path/ru/steps/index.html`. */
  pathOf: (page: string) => string
  /** The same with the origin. */
  addressOf: (page: string) => string
  /** What a link of a page leads to, as an address on the site; what leads elsewhere stays as it is. */
  targetOf: (href: string, page: string) => string
  /** How the quick exit leaves: by the page’s own address, or by that of a blank page, which leaves the page behind the button Back. */
  exit: 'server' | 'copy'
  /** In which the pages are sent. nginx knows no Brotli by itself. */
  encodings: readonly ('br' | 'gzip')[]
}

/** The site by its own server. */
export function onServer({ origin, port }: Site): Place {
  return { port, pathOf: page => page, addressOf: page => origin + page, targetOf: href => href, exit: 'server', encodings: ['br', 'gzip'] }
}

function inCopy({ address, port }: StaticCopy): Place {
  const addressOf = (page: string) => `${address}${page.slice(1)}/index.html`
  return {
    port,
    pathOf: page => new URL(addressOf(page)).pathname,
    addressOf,
    targetOf: (href, page) => {
      const target = new URL(href, addressOf(page)).href
      return href.startsWith('#') || !target.startsWith(address) ? href : `/${target.slice(address.length)}`.replace(/(?<=.)\/index\.html$|(?<=^\/)index\.html$/, '')
    },
    exit: 'copy',
    encodings: ['gzip'],
  }
}

/** The test function of what holds in both places, with where it reads. */
export const readings = [
  { where: 'on the site', test: test.extend<{ place: Place }>({ place: ({ site }, use) => use(onServer(site)) }) },
  { where: 'in a static copy below a path', test: test.extend<{ place: Place }>({ place: ({ copy }, use) => use(inCopy(copy)) }) },
] as const
