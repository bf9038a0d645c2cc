import { localeCodes, type Locale } from '../../shared/locales.ts'
import { pagePath } from '../../shared/paths.ts'
import { frontMatter, readLocations, sitePages } from './content.ts'
import { ask } from './requests.ts'
import { expect, test } from './site.ts'

test.describe('the way to one’s language', () => {
  // Which header means which language, the tests of negotiateLocale know.
  test('is that of the browser, and Russian for everybody else', async ({ site }) => {
    const wishes: [header: string | undefined, locale: Locale][] = [[undefined, 'ru'], ['de-DE, de;q=0.9', 'ru'], ['uk-UA, uk;q=0.9, ru;q=0.8', 'uk'], ['de, en;q=0.4, fr;q=0.6', 'fr']]
    for (const [header, locale] of wishes) {
      const { status, headers, body } = await ask(site, '/', header === undefined ? {} : { 'Accept-Language': header })
      expect([status, headers.location, headers['set-cookie'], body.length], header).toEqual([302, `/${locale}`, undefined, 0])
    }
  })

  test.describe('in a browser', () => {
    test.use({ locale: 'uk-UA' })

    test('leads to the language of the browser, once and without a trace', async ({ page, context, site }) => {
      await page.goto(site.origin)
      expect(page.url()).toBe(`${site.origin}/uk`)
      // The language chosen by hand stays chosen, by its address alone.
      await page.locator('.languages > summary').click()
      await page.locator('.languages a[hreflang=en]').click()
      await expect(page).toHaveURL(`${site.origin}/en`)
      await page.locator('main a[href="/en/risks"]').first().click()
      await expect(page).toHaveURL(`${site.origin}/en/risks`)
      expect(await context.storageState()).toEqual({ cookies: [], origins: [] })
    })
  })
})

test('a page is in the language of its address, whatever the browser asks for', async ({ site }) => {
  for (const { path, locale } of sitePages) {
    const { headers, text } = await ask(site, path, { 'Accept-Language': 'de' })
    expect(headers['content-language'], path).toBe(locale)
    expect(text, path).toMatch(new RegExp(`<html[^>]* lang="${locale}"`))
  }
})

test.describe('addresses', () => {
  test('are relative where the site does not know its own', async ({ site }) => {
    for (const { path } of sitePages) {
      const { text } = await ask(site, path)
      expect(text, path).not.toContain('rel="canonical"')
      expect(text.match(/<link rel="alternate"[^>]*href="(?!\/)/g), path).toBeNull()
      expect(text, path).not.toContain(site.origin)
    }
    expect((await ask(site, '/sitemap.xml')).text).not.toMatch(/(?:<loc>|href=")(?!\/)/)
    expect((await ask(site, '/robots.txt')).text).toContain('\nSitemap: /sitemap.xml\n')
  })

  test('are absolute where it does', async ({ startSite }) => {
    const origin = 'https://mirror.example'
    const site = await startSite({ env: { SITE_ORIGIN: origin } })
    for (const { path, name } of sitePages) {
      const { text } = await ask(site, path)
      expect(text.match(/<link rel="canonical" href="[^"]*">/g), path).toEqual([`<link rel="canonical" href="${origin}${path}">`])
      for (const locale of localeCodes) {
        expect(text, path).toContain(`<link rel="alternate" hreflang="${locale}" href="${origin}${pagePath(locale, name)}">`)
      }
      expect(text.match(/<link rel="alternate"[^>]*href="\//g), path).toBeNull()
      expect(text.match(/<a [^>]*href="https:\/\/mirror\.example/g), 'links of the page stay relative').toBeNull()
    }
    const sitemap = (await ask(site, '/sitemap.xml')).text
    expect(readLocations(sitemap)).toEqual(sitePages.map(({ path }) => origin + path))
    expect(sitemap).not.toContain('href="/')
    expect((await ask(site, '/robots.txt')).text).toContain(`\nSitemap: ${origin}/sitemap.xml\n`)
  })
})

test('robots.txt keeps search engines from data, and lets them at pages', async ({ site }) => {
  const { text } = await ask(site, '/robots.txt')
  expect(text).toMatch(/^User-agent: \*\n/)
  expect([...text.matchAll(/^Disallow: (.*)$/gm)].map(([, path]) => path)).toEqual(['/api/', '/health/'])
})

test.describe('figures and dates read as they are written in', () => {
  // Typed here, not computed: Intl would agree with itself.
  const formats: Record<Locale, { million: string, months: string, date: (months: string) => string }> = {
    ru: {
      million: '48\u00A0000\u00A0000',
      months: 'января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря',
      date: months => `^\\d{1,2} (?:${months}) \\d{4}\\sг\\.$`,
    },
    uk: {
      million: '48\u00A0000\u00A0000',
      months: 'січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня',
      date: months => `^\\d{1,2} (?:${months}) \\d{4}\\sр\\.$`,
    },
    fr: {
      million: '48\u202F000\u202F000',
      months: 'janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre',
      date: months => `^(?:1er|[2-9]|[12]\\d|3[01]) (?:${months}) \\d{4}$`,
    },
    en: {
      million: '48,000,000',
      months: 'January|February|March|April|May|June|July|August|September|October|November|December',
      date: months => `^\\d{1,2} (?:${months}) \\d{4}$`,
    },
  }

  for (const page of sitePages.filter(({ name }) => name === 'project')) {
    test(page.locale, async ({ page: tab, site }) => {
      await tab.goto(site.origin + page.path)
      const { million, months, date } = formats[page.locale]
      // Folded, and so without inner text.
      expect(await tab.locator('table').first().textContent()).toContain(million)
      const reviewed = tab.locator('.reviewed time')
      await expect(reviewed).toHaveText(new RegExp(date(months)))
      await expect(reviewed).toHaveAttribute('datetime', frontMatter(page).reviewed)
    })
  }
})
