import type { LaunchOptions } from '@playwright/test'
import { expect, type Site } from './site.ts'
import { visits } from './visits.ts'
import { test } from './ways.ts'

// Playwright switches the cache off from which a browser shows a page again when its reader goes back.
test.use({ launchOptions: async ({ launchOptions }: { launchOptions: LaunchOptions }, use: (options: LaunchOptions) => Promise<void>) => {
  await use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] })
} })

async function total(site: Site): Promise<number> {
  return (await visits(site)).total
}

test.describe('a reader without scripts', () => {
  test('types the address, reads on, reloads, comes again', async ({ page, startSite }) => {
    const site = await startSite()
    await page.goto(`${site.origin}/`)
    expect(await total(site), 'typed; the redirect to a language counts once').toBe(1)
    expect(page.url()).toBe(`${site.origin}/en`)

    await page.locator('main a[href="/en/steps"]').first().click()
    await page.waitForURL('**/en/steps')
    expect(await total(site), 'a link of the site').toBe(1)

    await page.locator('nav.languages a[hreflang=fr]').click()
    await page.waitForURL('**/fr/steps')
    expect(await total(site), 'another language').toBe(1)

    await page.reload()
    expect(await total(site), 'reloaded').toBe(1)

    await page.goto(`${site.origin}/uk/faq`)
    expect(await total(site), 'another page, typed').toBe(2)
    await page.reload()
    expect(await total(site), 'reloaded').toBe(2)
    await page.goto(`${site.origin}/uk/faq`)
    expect(await total(site), 'the same page, typed again').toBe(3)
  })

  test('goes back', async ({ page, startSite, openWays }) => {
    const site = await startSite()
    const { observed, other } = await openWays(site)
    await page.goto(`${other.origin}/link`)
    await page.getByText('Look here').click()
    await page.waitForURL(`${observed.origin}/en`)
    await page.locator('main a[href="/en/steps"]').first().click()
    await page.waitForURL('**/en/steps')
    for (const address of [`${observed.origin}/en`, `${other.origin}/link`]) {
      // A page that comes back from memory is not loaded again: only the address changes.
      await page.goBack({ waitUntil: 'commit' })
      await expect.poll(() => page.url()).toBe(address)
    }
    const remembers = other.exchanges.length === 1
    test.skip(!remembers, 'this Chromium keeps no page in memory, not even of other sites: it asks again as if for the first time')
    expect(observed.exchanges.map(({ path }) => path)).toEqual(['/en', '/en/steps'])
    expect(await total(site)).toBe(1)
  })

  test('comes from another site', async ({ page, context, startSite, openWays }) => {
    const site = await startSite()
    const { observed, other } = await openWays(site)
    let count = 0
    for (const way of ['/link', '/no-referrer', '/links-away']) {
      await page.goto(other.origin + way)
      expect(await total(site), `${way}, before the click`).toBe(count)
      await page.getByText('Look here').click()
      await page.waitForURL(`${observed.origin}/en`)
      expect(await total(site), way).toBe(++count)
      await page.reload()
      expect(await total(site), `${way}, reloaded`).toBe(count)
    }

    await page.goto(`${other.origin}/away`)
    expect(page.url()).toBe(`${observed.origin}/en`)
    expect(await total(site), 'typed an address that leads here').toBe(++count)

    await page.goto(`${other.origin}/new-tab`)
    const [tab] = await Promise.all([context.waitForEvent('page'), page.getByText('Look here').click()])
    await tab.waitForURL(`${observed.origin}/en`)
    expect(await total(site), 'in a new tab').toBe(++count)
    await tab.locator('main a[href="/en/steps"]').first().click()
    await tab.waitForURL('**/en/steps')
    expect(await total(site), 'read on there').toBe(count)
  })

  test('opens the statistics page from elsewhere, then from within', async ({ page, startSite }) => {
    const site = await startSite()
    await page.goto(`${site.origin}/en/visits`)
    expect(await total(site), 'typed').toBe(1)
    await page.goto(`${site.origin}/en`)
    expect(await total(site), 'another page, typed').toBe(2)
    await page.locator('footer a[href="/en/visits"]').click()
    await page.waitForURL('**/en/visits')
    expect(await total(site), 'a link of the site').toBe(2)
  })
})

test.describe('a mistyped address', () => {
  test.use({ expectedMessages: /status of 404/ })

  test('is no visit', async ({ page, startSite }) => {
    const site = await startSite()
    await page.goto(`${site.origin}/en/nothing-here`)
    expect(await total(site)).toBe(0)
    await page.locator('article a[href="/en"]').click()
    await page.waitForURL('**/en')
    expect(await total(site), 'nor is the way from there into the site').toBe(0)
  })
})

test.describe('sites with scripts', () => {
  test.use({
    javaScriptEnabled: true,
    expectedMessages: /status of 503|frame-ancestors|ERR_BLOCKED_BY_RESPONSE|not support cross-site prerender/,
  })

  test('a script leads here', async ({ page, startSite, openWays }) => {
    const site = await startSite()
    const { observed, other } = await openWays(site)
    await page.goto(`${other.origin}/script`)
    await page.waitForURL(`${observed.origin}/en`)
    expect(await total(site)).toBe(1)
  })

  for (const way of ['/prefetch', '/rules-prefetch', '/rules-prerender']) {
    test(`${way.slice(1)}: what is loaded in advance is refused, then the click counts once`, async ({ page, startSite, openWays }) => {
      const site = await startSite()
      const { observed, other } = await openWays(site)
      await page.goto(other.origin + way)
      await expect.poll(() => observed.exchanges.map(({ status }) => status), { timeout: 20_000 }).toEqual([503])
      expect(observed.exchanges[0]?.headers['sec-purpose']).toContain('prefetch')
      expect(await total(site), 'in advance').toBe(0)

      await page.getByText('Look here').click()
      await page.waitForURL(`${observed.origin}/en`)
      await expect(page.locator('h1')).toBeVisible()
      expect(observed.exchanges.map(({ status }) => status)).toEqual([503, 200])
      expect(await total(site), 'clicked').toBe(1)
    })
  }

  for (const way of ['/frame', '/image']) {
    test(`${way.slice(1)}: a page inside another is no visit`, async ({ page, startSite, openWays }) => {
      const site = await startSite()
      const { observed, other } = await openWays(site)
      await page.goto(other.origin + way)
      await expect.poll(() => observed.exchanges.length).toBe(1)
      expect(await total(site)).toBe(0)
    })
  }
})
