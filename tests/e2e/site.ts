// Playwright reads from the pattern of the first parameter which fixtures a function wants.
/* eslint no-empty-pattern: ["error", { "allowObjectPatternsAsParameters": true }] */
import { test as base, expect, type ConsoleMessage, type Request } from '@playwright/test'
import { seedVisits } from './seeded-visits.ts'
import { ownOrigins, startServer, type Site, type SiteOptions } from './server-process.ts'
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
  /** The shipped site with visits of past days, see seeded-visits.ts. */
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
