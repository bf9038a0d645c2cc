// Playwright reads from the pattern of the first parameter which fixtures a function wants.
/* eslint no-empty-pattern: ["error", { "allowObjectPatternsAsParameters": true }] */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import { localeCodes } from '../../shared/locales.ts'
import { listFiles } from '../../tools/release/folder.ts'
import { addressReader } from '../../tools/release/verify/address-reader.ts'
import { verifyCopy } from '../../tools/release/verify/verify.ts'
import { frontMatter, message } from './content.ts'
import { expect, test as base } from './site.ts'
import { hasNginx, serveCopy, type StaticCopy } from './static-copy.ts'
import { sitePages } from './sitemap.ts'

const test = base.extend<object, { copy: StaticCopy }>({
  copy: [async ({}, use) => {
    const copy = await serveCopy()
    await use(copy)
    await copy.end()
  }, { scope: 'worker' }],
})

test.skip(!hasNginx, 'there is no nginx: apt-get install nginx')

const fileOf = (path: string): string => `${path.slice(1)}/index.html`

test.describe('a static copy below a path', () => {
  for (const page of sitePages) {
    test(page.path, async ({ page: tab, context, copy }) => {
      const asked: string[] = []
      tab.on('request', request => asked.push(request.url()))
      const address = copy.address + fileOf(page.path)
      const answer = await tab.goto(address)
      expect(answer?.status()).toBe(200)
      const html = await answer?.text() ?? ''
      expect(html).not.toMatch(/<script|<!--|="\/|valid-until/)
      await expect(tab.locator('html')).toHaveAttribute('lang', page.locale)
      await expect(tab.locator('h1')).toHaveText(frontMatter(page).title)
      await expect(tab.locator('.site-footer')).toBeVisible()
      // The stylesheet is admitted by its hash, which stands in the page.
      await expect(tab.locator('main')).toHaveCSS('max-width', /\d+px/)
      expect(asked, 'requests to show the page').toEqual([address])
      expect(await context.storageState()).toEqual({ cookies: [], origins: [] })
      expect(Number(answer?.headers()['content-length']), 'compressed').toBeLessThan(page.name === 'all' ? 35_000 : 14_000)
    })
  }

  test('says on the statistics page that it does not count', async ({ page: tab, copy }) => {
    for (const locale of localeCodes) {
      await tab.goto(`${copy.address}${locale}/visits/index.html`)
      await expect(tab.getByText(message(locale, 'statistics.in_copy'))).toBeVisible()
    }
  })

  test.describe('in place of a missing page', () => {
    test.use({ expectedMessages: /status of 404/ })

    test('shows one without links, in all languages', async ({ page: tab, copy }) => {
      const answer = await tab.goto(`${copy.address}ru/deep/down/nothing`)
      expect(answer?.status()).toBe(404)
      for (const locale of localeCodes) await expect(tab.getByText(message(locale, 'not_found.in_copy'))).toBeVisible()
      await expect(tab.locator('a')).toHaveCount(0)
    })
  })

  test('is as its manifest says, asked in every encoding', async ({ copy }) => {
    const { problems, manifest } = await verifyCopy(addressReader(copy.address), { keys: [], threshold: 0 })
    expect(problems).toEqual([])
    expect(Object.keys(manifest?.files ?? {}).length).toBeGreaterThan(sitePages.length)
  })

  test.describe('accessible', () => {
    test.use({ javaScriptEnabled: true, bypassCSP: true, expectedMessages: /status of 404/ })

    test('what only copies have', async ({ page: tab, copy }) => {
      for (const file of ['index.html', '404.html', 'ru/visits/index.html']) {
        await tab.goto(copy.address + file)
        const { violations } = await new AxeBuilder({ page: tab }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze()
        expect(violations.map(({ id }) => id), file).toEqual([])
      }
    })
  })
})

test('a static copy on a disk: every page is reached by links from the first, without a request to anybody', async ({ page: tab, copy }) => {
  const start = pathToFileURL(join(copy.folder, 'index.html')).href
  const folder = new URL('.', start).href
  const reached = new Set([start])
  for (const address of reached) {
    await tab.goto(address)
    const links = await tab.locator('a[href]').evaluateAll(found => found.map(link => link instanceof HTMLAnchorElement ? link.href : ''))
    for (const link of links.map(href => href.replace(/#.*/, ''))) {
      if (link.startsWith('file:')) expect(link, `a link of ${address}`).toContain(folder)
      // The blank page of the quick exit leads away by itself.
      if (link.startsWith('file:') && link.endsWith('/index.html') && !link.endsWith('/x/index.html')) reached.add(link)
    }
  }
  const pages = listFiles(copy.folder).filter(file => file.endsWith('/index.html') && !/^\w\w\/x\//.test(file))
  expect(pages.filter(file => !reached.has(folder + file))).toEqual([])
  expect(readFileSync(join(copy.folder, 'index.html'), 'utf8')).toContain('Content-Security-Policy')
})
