import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { PNG } from 'pngjs'
import { isCurrent, lastCurrentDay } from '../../shared/contacts.ts'
import { formatDate, formatShortDate } from '../../shared/format.ts'
import { localeCodes, type Locale } from '../../shared/locales.ts'
import { separatePages } from '../../shared/paths.ts'
import { findViolations, findViolationsInBoth } from './accessibility.ts'
import { dayFromNow } from './built-site.ts'
import { contentOf, copies, copyOf, frontMatter, message, plain, sitePages } from './content.ts'
import { ask } from './requests.ts'
import { expect, test } from './site.ts'

/** Bytes that a messenger and a slow line carry without trouble. */
const budget = 250_000

/** What the file says of the Back button, in the words of the page `safety`. */
const backButton: Record<Locale, RegExp> = { ru: /Кнопка «Назад» сначала/, uk: /Кнопка «Назад» спершу/, fr: /bouton «.Retour.» ramène d’abord/, en: /Back button first/ }

const today = dayFromNow(0)
const kept = sitePages.filter(({ name }) => !separatePages.includes(name))

test.describe('from a disk, without a network', () => {
  test.use({ offline: true })

  for (const { name, locales } of copies) {
    test(`${name}: every section is reached, nothing is asked for`, async ({ page }) => {
      const asked: string[] = []
      page.on('request', request => asked.push(request.url()))
      const address = pathToFileURL(copyOf('shipped', name)).href
      await page.goto(address)
      for (const locale of locales) {
        if (locales.length > 1) await page.locator(`#${locale} > summary`).click()
        for (const entry of kept.filter(({ locale: own }) => own === locale)) {
          const section = page.locator(`#${locale}-${entry.name}`)
          await page.locator(`nav a[href="#${locale}-${entry.name}"]`).click()
          await expect(section.locator('> summary')).toBeInViewport()
          await expect(section.locator('> summary')).toHaveText(frontMatter(entry).title)
          await expect(section.locator('.reviewed')).toBeVisible()
        }
      }
      const hrefs = await page.locator('[href], [src], [srcset], [action], [data], [poster]')
        .evaluateAll(elements => elements.map(element => element.getAttribute('href') ?? element.outerHTML))
      const ids = await page.locator('[id]').evaluateAll(elements => elements.map(({ id }) => `#${id}`))
      expect(hrefs.filter(href => !ids.includes(href)), 'leads out of the file').toEqual([])
      expect(new Set(ids).size, 'an id twice').toBe(ids.length)
      expect(asked.map(url => url.replace(/#.*/, '')).filter(url => url !== address)).toEqual([])
    })

    test(`${name}: Back leads through the parts that were read, then out, and the way back leads in again`, async ({ page }) => {
      const [locale = 'ru'] = locales
      const address = pathToFileURL(copyOf('shipped', name)).href
      await page.goto('about:blank')
      await page.goto(address)
      if (locales.length > 1) await page.locator(`#${locale} > summary`).click()
      for (const part of ['steps', 'rights']) await page.locator(`nav a[href="#${locale}-${part}"]`).click()
      const steps: string[] = []
      for (let step = 0; step < 3; step++) {
        await page.goBack()
        steps.push(page.url())
      }
      expect(steps).toEqual([`${address}#${locale}-steps`, address, 'about:blank'])
      await page.goForward()
      expect(page.url()).toBe(address)
      // The file says so itself, where it says that it has no exit.
      for (const language of locales) await expect(page.locator(`#${language}-safety`)).toContainText(backButton[language])
    })

    test.describe('for everybody', () => {
      // The checker is itself a script, which the policy of the file would forbid.
      test.use({ javaScriptEnabled: true, bypassCSP: true })

      // In the file with all languages each is as in its own file; what is around them is the same for each.
      const [locale = 'ru'] = locales
      test(`${name}, ${locale}: no violation, no wider than 320 px`, async ({ page }) => {
        await page.goto(pathToFileURL(copyOf('shipped', name)).href)
        if (locales.length > 1) await page.locator(`#${locale} > summary`).click()
        // Colours are the same in every language, and looking at them takes longest in files of this size.
        expect(await (locale === 'ru' ? findViolationsInBoth(page) : findViolations(page))).toEqual([])
        await page.setViewportSize({ width: 320, height: 600 })
        for (const other of locales.slice(1)) await page.locator(`#${other} > summary`).click()
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
      })
    })

    test(`${name} prints whole`, { tag: '@more' }, async ({ page }, testInfo) => {
      test.skip(spawnSync('pdftotext', ['-v']).error !== undefined, 'pdftotext is not installed: apt-get install poppler-utils')
      await page.goto(pathToFileURL(copyOf('shipped', name)).href)
      const [locale = 'ru'] = locales
      if (locales.length > 1) await page.locator(`#${locale} > summary`).click()
      mkdirSync(testInfo.outputPath(), { recursive: true })
      const file = testInfo.outputPath('print.pdf')
      writeFileSync(file, await page.pdf({ format: 'A4' }))
      expect(Number(/^Pages: +(\d+)/m.exec(spawnSync('pdfinfo', [file], { encoding: 'utf8' }).stdout)?.[1])).toBeGreaterThan(10)
      const text = plain(spawnSync('pdftotext', [file, '-'], { encoding: 'utf8' }).stdout)
      for (const entry of kept.filter(({ locale: own }) => own === locale)) expect(text).toContain(plain(frontMatter(entry).title))
      expect(text).toContain(plain(message(locale, 'licence')))
    })
  }

  test('Firefox draws it with its style', { tag: '@more' }, () => {
    test.skip(spawnSync('firefox-esr', ['--version']).error !== undefined, 'Firefox is not installed: apt-get install firefox-esr')
    const home = mkdtempSync(join(tmpdir(), 'firefox-'))
    const picture = join(home, 'copy.png')
    spawnSync('firefox-esr', ['--headless', '--no-remote', '--profile', home, '--window-size=390,800', '--screenshot', picture, pathToFileURL(copyOf('shipped', 'info-en.html')).href], { env: { ...process.env, HOME: home } })
    const { data } = PNG.sync.read(readFileSync(picture))
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    const colours = new Set(Array.from({ length: data.length / 4 }, (_none, index) => data.readUInt32BE(index * 4)))
    expect(colours.has(0xFFF2DDFF), 'the ground of the notice').toBe(true)
  })
})

test('a language is small enough to be sent', () => {
  const sizes = copies.map(({ name, locales }) => ({ name, size: readFileSync(copyOf('shipped', name)).length, budget: budget * locales.length }))
  console.log(sizes.map(({ name, size }) => `${name}: ${size} bytes`).join(', '))
  expect(sizes.filter(({ size, budget }) => size > budget)).toEqual([])
})

test('of each source the host is there, and of no address more, whose words could accuse', async ({ site }) => {
  for (const { path, locale } of kept) {
    const copy = readFileSync(copyOf('shipped', `info-${locale}.html`), 'utf8')
    const { text } = await ask(site, path)
    const addresses = [...text.matchAll(/<a href="(https?:[^"]+)"/g)].map(([, href = '']) => new URL(href))
    expect(addresses.filter(({ hostname }) => !copy.includes(`<small>${hostname.replace(/^www\./, '')}</small>`)), path).toEqual([])
    expect(addresses.filter(({ pathname, hostname }) => pathname.length > 1 && copy.includes(hostname + pathname)), path).toEqual([])
    expect(copy, path).not.toMatch(/https?:\/\//)
  }
})

test('a file has no warning before links that it does not have', () => {
  for (const locale of localeCodes) expect(readFileSync(copyOf('shipped', `info-${locale}.html`), 'utf8')).not.toContain(message(locale, 'sources.leaving'))
})

test('a copy says until when a confirmation counts, and links to no contact', () => {
  const { channels } = contentOf('confirmed')
  for (const locale of localeCodes) {
    const copy = readFileSync(copyOf('confirmed', `info-${locale}.html`), 'utf8')
    const current = channels.filter(channel => isCurrent(channel, today))
    expect(current.length).toBeGreaterThan(0)
    for (const channel of current) {
      expect(copy).toContain(channel.display)
      expect(copy).toContain(message(locale, 'copy.valid_until', { date: formatDate(lastCurrentDay(channel) ?? '', locale) }))
    }
    const { channels: all, release } = contentOf('confirmed')
    for (const channel of all) {
      const until = lastCurrentDay(channel)
      if (until === null || release === null || until >= release.date) continue
      expect(copy, 'had run out before the release').toContain(message(locale, 'contact.last_confirmed', { date: formatShortDate(channel.confirmed?.on ?? '', locale) }))
      expect(copy).not.toContain(message(locale, 'copy.valid_until', { date: formatDate(until, locale) }))
    }
    expect(copy).not.toMatch(/href="(?!#)|<!--/)
  }
})

test('the page offers each copy with its size and the hash of just these bytes', async ({ site }) => {
  for (const locale of localeCodes) {
    const { text } = await ask(site, `/${locale}/keep`)
    for (const { name } of copies) {
      expect(text).toContain(`href="/files/${name}"`)
      expect(text).toContain(createHash('sha256').update(readFileSync(copyOf('shipped', name))).digest('hex'))
    }
    expect(text).not.toMatch(/%(?:size|sha256):/)
  }
})
