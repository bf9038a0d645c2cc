import { brotliDecompressSync, constants } from 'node:zlib'
import type { Page } from '@playwright/test'
import { defaultLocale, localeCodes } from '../../shared/locales.ts'
import { formatDate } from '../../shared/format.ts'
import { menuPages, pagePath, safetyPages } from '../../shared/paths.ts'
import { dayFromNow } from './built-site.ts'
import { expectReadable } from './accessibility.ts'
import { contentOf, frontMatter, message, missingPages, readLocations, sitePages, statusPages, wording, type SitePage } from './content.ts'
import { ask, exchange, exitForm, typedAddress } from './requests.ts'
import { expect, onServer, readings, test, type Place } from './site.ts'

/**
 * What the first window of TCP carries, 10 segments of 1,460 bytes, less a margin. The statistics page has a table that grows; the page of
 * everything holds all others, the vital sections first: see docs/threats.md.
 */
const pageBudget = 14_000
const budgets: Record<string, number> = { visits: 40_000, all: 35_000 }

const { channels, menu, publisher, release } = contentOf('shipped')
const officialSite = channels.find(({ kind, project }) => kind === 'site' && project === 'hochu-zhit')
const channelLinks = new Set(channels.concat(contentOf('confirmed').channels).map(({ href }) => href))
const known = new Set(sitePages.map(({ path }) => path))

for (const { where, test } of readings) {
  test.describe(`every page ${where}`, () => {
    // No page has a script; whether everybody can read it, a script finds out.
    test.use({ javaScriptEnabled: where === 'on the site' })

    for (const locale of localeCodes) {
      test(locale, async ({ page: tab, context, place }) => {
        const asked: string[] = []
        tab.on('request', request => asked.push(request.url()))
        for (const page of sitePages.filter(page => page.locale === locale)) {
          await test.step(page.path, async () => {
            await expectPage(tab, place, page)
            if (where === 'on the site') await expectReadable(tab)
            expect(asked.splice(0), 'requests to show the page').toEqual([place.addressOf(page.path)])
          })
        }
        expect(await context.storageState()).toEqual({ cookies: [], origins: [] })
      })
    }
  })

  test(`links of every page ${where} lead to the menu, the other languages and pages that exist`, async ({ place }) => {
    for (const page of sitePages) await checkLinks(place, page)
  })

  test(`every page ${where} fits into the first bytes of a connection`, async ({ place }) => {
    for (const encoding of place.encodings) await checkSizes(sitePages.map(({ path, name }) => ({ path: place.pathOf(path), name })), place, encoding)
  })
}

/** Opens a page, and looks for what its file says. */
async function expectPage(tab: Page, place: Place, page: SitePage) {
  const answer = await tab.goto(place.addressOf(page.path))
  expect(answer?.status()).toBe(200)
  const { title, reviewed } = frontMatter(page)
  expect(await answer?.text()).not.toMatch(/<script|<!--/)
  await expect(tab.locator('html')).toHaveAttribute('lang', page.locale)
  await expect(tab.locator('h1')).toHaveText([title])
  // Neither a tab nor the history tells what was read.
  await expect(tab).toHaveTitle(message(page.locale, 'neutral_title'))
  await expect(tab.locator('meta[name=description]')).toHaveCount(0)
  await expect(tab.locator('.reviewed time')).toHaveAttribute('datetime', reviewed)
  // The notes count from 1 in the order of their first use, and the list has one entry for each.
  const notes = [...new Set(await tab.locator('main sup').allTextContents())]
  expect(notes).toEqual(notes.map((_, index) => `[${index + 1}]`))
  await expect(tab.locator('.sources li')).toHaveCount(notes.length)
  // Only a stylesheet that its policy admits does that.
  await expect(tab.locator('main')).toHaveCSS('max-width', /\d+px/)

  const alternates = await tab.locator('link[rel=alternate]').evaluateAll(links => links.map(link => [link.getAttribute('hreflang'), link.getAttribute('href')]))
  expect(alternates.map(([language, href]) => [language, place.targetOf(href ?? '', page.path)])).toEqual([
    ...localeCodes.map(locale => [locale, pagePath(locale, page.name)]),
    ['x-default', page.name === 'index' ? '/' : pagePath(defaultLocale, page.name)],
  ])
}

test('what is folded on a screen is open on paper', async ({ page, site }) => {
  await page.goto(`${site.origin}/ru/faq`)
  const answer = page.locator('.fold > p').first()
  await expect(answer).toBeHidden()
  await page.emulateMedia({ media: 'print' })
  await expect(answer).toBeVisible()
})

test.describe('in place of a missing page', () => {
  test.use({ expectedMessages: /status of 404/ })

  test('stands one in the language of the address', async ({ page: tab, context, site }) => {
    const asked: string[] = []
    tab.on('request', request => asked.push(request.url()))
    for (const page of missingPages) {
      const answer = await tab.goto(site.origin + page.path)
      expect(answer?.status()).toBe(404)
      expect(await answer?.text()).not.toMatch(/<script|<!--/)
      await expect(tab.locator('html')).toHaveAttribute('lang', page.locale)
      await expect(tab.locator('h1')).toHaveText([message(page.locale, 'not_found.title')])
      await expect(tab.locator('meta[name=robots]')).toHaveAttribute('content', 'noindex')
      expect(asked.splice(0)).toEqual([site.origin + page.path])
    }
    expect(await context.storageState()).toEqual({ cookies: [], origins: [] })
  })
})

test('links in place of a missing page lead to the menu, the other languages and pages that exist', async ({ site }) => {
  for (const page of missingPages) await checkLinks(onServer(site), page)
})

async function checkLinks(place: Place, page: SitePage) {
  const { text } = await ask(place, place.pathOf(page.path))
  expect(exitForm(text, page.path), page.path).toBe(place.exit)
  const missing = missingPages.includes(page)
  // A page that is behind links to the newer language a second time. The quick exit is looked at above.
  const links = [...text.replace(/<p class="state" role="note">.*?<\/p>|<a id="exit".*?>/gs, '').matchAll(/<a\b[^>]*\bhref="([^"]+)"/g)]
    .map(([, href = '']) => place.targetOf(href, page.path))
  expect(links.length, page.path).toBeGreaterThan(10)
  expect(links).not.toContain(page.path)

  // What is published beside the pages has tests of its own.
  const inner = links.filter(href => href.startsWith('/') && !href.startsWith('/files/') && href !== pagePath(page.locale, 'leaflet'))
  const languages = inner.filter(href => !href.startsWith(`/${page.locale}`))
  const others = localeCodes.filter(locale => locale !== page.locale)
  expect(languages, `${page.path}: to the other languages`).toEqual(others.map(locale => pagePath(locale, missing ? '404' : page.name)))

  const unknown = inner.filter(href => !languages.includes(href) && !known.has(href))
  expect(unknown, `${page.path}: to pages that do not exist`).toEqual([])
  const rest = links.filter(href => !href.startsWith('/') && !/^https?:\/\/[\w.-]+/.test(href))
  expect(rest, `${page.path}: neither of this site nor of the web`).toEqual([])

  const inMenu = menuPages(menu).filter(name => name !== page.name).map(name => pagePath(page.locale, name))
  expect(inner, page.path).toEqual(expect.arrayContaining(inMenu))
}

test('every address of the sitemap answers', async ({ site }) => {
  const sitemap = await ask(site, '/sitemap.xml')
  const paths = readLocations(sitemap.text)
  expect(paths).toEqual(localeOrder(sitePages.map(({ path }) => path), paths))
  expect(paths).toHaveLength(menuPages(menu).length * localeCodes.length)
  for (const path of paths) expect((await ask(site, path)).status, path).toBe(200)
})

test('every page with figures, and in place of a missing one, fits into the first bytes of a connection', async ({ countedSite }) => {
  const pages = [...sitePages.filter(({ name }) => name === 'visits'), ...missingPages]
  for (const encoding of ['br', 'gzip']) await checkSizes(pages, countedSite, encoding)
})

async function checkSizes(pages: readonly Pick<SitePage, 'path' | 'name'>[], place: { port: number }, encoding: string) {
  const sizes = await Promise.all(pages.map(async ({ path, name }) => {
    const { wireSize, headers } = await ask(place, path, { 'Accept-Encoding': encoding })
    expect(headers['content-encoding'], path).toBe(encoding)
    return { path, wireSize, budget: budgets[name] ?? pageBudget }
  }))
  const largest = sizes.toSorted((a, b) => b.wireSize - a.wireSize)[0]
  console.log(`largest page with ${encoding}: ${largest?.path}, ${largest?.wireSize} bytes with headers`)
  expect(sizes.filter(({ wireSize, budget }) => wireSize > budget), encoding).toEqual([])
}

test('the vital sections of everything are there once the first bytes of a connection are', async ({ site }) => {
  for (const locale of localeCodes) {
    const path = pagePath(locale, 'all')
    const asked = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${site.port}\r\nConnection: close\r\nAccept-Encoding: br\r\n\r\n`
    const answer = await exchange(site.port, asked)
    const start = answer.subarray(answer.indexOf('\r\n\r\n') + 4, pageBudget)
    const html = brotliDecompressSync(start, { finishFlush: constants.BROTLI_OPERATION_FLUSH }).toString()
    const complete = [...html.matchAll(/<summary><h2>([^<]+)<[\s\S]*?<\/details>/g)].map(([, name]) => name)
    const vital = safetyPages.slice(0, 3).map(name => frontMatter({ path: pagePath(locale, name), locale, name }).title)
    expect(complete.slice(0, 3), path).toEqual(vital)
  }
})

test('a word stands before every group of links to other sites, and nothing opens by itself', async ({ site, confirmedSite, countedSite }) => {
  for (const one of [site, confirmedSite, countedSite]) {
    for (const { path } of [...sitePages, ...missingPages]) {
      const { text } = await ask(one, path)
      expect(text, path).not.toMatch(/<(?:form|input|button|select|textarea|iframe|object|embed)\b|http-equiv="?refresh/i)
      for (const { 1: href = '', 2: words = '', index } of text.matchAll(/<a\b[^>]*\bhref="([a-z]+:[^"]+)"[^>]*>([\s\S]*?)<\/a>/g)) {
        expect(words.replace(/<[^>]*>/g, '').trim(), `${path}: ${href} has words of its own`).not.toBe('')
        // A contact tells itself where it leads, by its name and its value.
        if (channelLinks.has(href)) continue
        const before = text.slice(0, index)
        expect(before.lastIndexOf('class="leaving"'), `${path}: before ${href}`).toBeGreaterThan(before.lastIndexOf('<h2'))
      }
    }
  }
})

test('no page links to its own address but by the exit, nor to a fragment, from where the exit would not replace it', async ({ site, countedSite }) => {
  const month = dayFromNow(-1).slice(0, 7)
  const figures = localeCodes.flatMap(locale => [`/${locale}/visits/${month}`, `/${locale}/visits/${month.slice(0, 4)}`])
  for (const [one, paths] of [[site, [...sitePages, ...missingPages, ...statusPages].map(({ path }) => path)], [countedSite, figures]] as const) {
    for (const path of paths) {
      const { text } = await ask(one, path)
      expect(text.match(/<a id="exit" href=""/g), path).toHaveLength(1)
      const links = [...text.matchAll(/<a\b[^>]*\bhref="([^"]*)"/g)].map(([, href = '']) => new URL(href, site.origin + path))
      expect(links.filter(({ href }) => href === site.origin + path), path).toHaveLength(1)
      expect(text, path).not.toMatch(/\shref="[^"]*#/)
    }
  }
})

test('every encoding holds the same page', async ({ site }) => {
  for (const { path } of sitePages) {
    const [plain, gzip, brotli] = await Promise.all(['identity', 'gzip', 'br'].map(
      encoding => ask(site, path, { ...typedAddress, 'Accept-Encoding': encoding })))
    expect(gzip?.text, path).toBe(plain?.text)
    expect(brotli?.text, path).toBe(plain?.text)
  }
})

test('no page holds words of another language’s interface', async ({ site }) => {
  for (const { path, locale } of [...sitePages, ...missingPages]) {
    const own = wording(locale).join('\n')
    const foreign = localeCodes.filter(other => other !== locale).flatMap(wording).filter(words => !own.includes(words))
    const { text } = await ask(site, path)
    // A name in its own language is marked as such.
    const shown = [...text.replace(/<style>[\s\S]*?<\/style>|<span lang="\w+">[^<]*<\/span>/g, '').matchAll(/>([^<]+)<|(?:aria-label|title|content)="([^"]+)"/g)]
      .map(([, words, attribute]) => (words ?? attribute ?? '').trim())
    const found = foreign.filter(words => words.length > 12 ? shown.some(piece => piece.includes(words)) : shown.includes(words))
    expect(found, path).toEqual([])
  }
})

test('every page names the official site, its publisher and the release', async ({ site }) => {
  for (const { path, locale } of [...sitePages, ...missingPages]) {
    const { text } = await ask(site, path)
    const footer = /<footer[\s\S]*<\/footer>/.exec(text)?.[0] ?? ''
    const name = publisher.name?.[locale]
    const published = name === undefined ? message(locale, 'published_by_authors') : message(locale, 'published_by', { name })
    expect(footer, path).toContain(message(locale, 'not_official'))
    expect(footer, path).toContain(`>${officialSite?.display}</b>`)
    expect(footer, path).toContain(published)
    expect(release).not.toBeNull()
    expect(footer, path).toContain(message(locale, 'release', { number: String(release?.number), date: formatDate(release?.date ?? '', locale) }))
  }
})

/** The same addresses in the order of another list. */
function localeOrder(paths: readonly string[], order: readonly string[]): string[] {
  return paths.toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
}
