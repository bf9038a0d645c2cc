import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { isAnswered, isCurrent, lastCurrentDay, type Channel } from '../../shared/contacts.ts'
import { formatDate, formatShortDate } from '../../shared/format.ts'
import { localeCodes, type Locale } from '../../shared/locales.ts'
import { contentOf, message, sitePages, statusPages } from './content.ts'
import { dayFromNow, root } from './built-site.ts'
import { ask } from './requests.ts'
import { expect, test, type Site } from './site.ts'

const contactLink = /href="(?:tel:|sms:|tg:|https?:\/\/(?:t\.me|telegram\.me|wa\.me|api\.whatsapp\.com))/
const validityMark = /valid-(?:until|else|end)/

/** Whatever a reader can be shown. */
const everywhere = [...sitePages, ...statusPages]

const hasValue = (channel: Channel): channel is Channel & { display: string } => channel.display !== null

test.describe('as shipped, with no channel confirmed', () => {
  const { channels } = contentOf('shipped')
  const confirmed = channels.some(channel => isCurrent(channel, dayFromNow(0)))
  test.skip(confirmed, 'a channel has been confirmed: the other half of this file tells how it looks')

  test('no page links to a channel', async ({ site }) => {
    for (const { path } of everywhere) {
      const { text } = await ask(site, path)
      expect(text, path).not.toMatch(contactLink)
      expect(text, path).not.toMatch(validityMark)
      for (const { href } of channels) expect(text, path).not.toContain(`href="${href}"`)
    }
  })

  for (const locale of localeCodes) {
    test(`/${locale}/contact prints every value as text, and since when nobody has confirmed it`, async ({ page, site }) => {
      await page.goto(`${site.origin}/${locale}/contact`)
      for (const channel of channels.filter(hasValue).filter(({ project }) => project === 'hochu-zhit')) {
        const card = page.locator('.card', { has: page.locator('.value', { hasText: channel.display }) })
        await expect(card, channel.key).toHaveCount(1)
        await expect(card.locator('.value a, .button')).toHaveCount(0)
        await expect(card.locator('.state')).toHaveText(message(locale, 'contact.published_unconfirmed', { date: formatShortDate(channel.published.on, locale) }))
      }
    })
  }
})

test.describe('with invented channels that somebody has confirmed', () => {
  const { channels } = contentOf('confirmed')
  const expired = channels.filter(channel => channel.confirmed !== null && !isCurrent(channel, dayFromNow(0)))
  const current = channels.filter(channel => isCurrent(channel, dayFromNow(0)))

  test('the fixture has both kinds', () => {
    expect(current.map(({ key }) => key)).toEqual(['hotline-1', 'bot', 'channel', 'site', 'search-site'])
    expect(expired.map(({ key }) => key)).toEqual(['hotline-2'])
  })

  for (const locale of localeCodes) {
    test(`/${locale}/contact links to what is confirmed, and to nothing else`, async ({ page, confirmedSite }) => {
      await page.goto(`${confirmedSite.origin}/${locale}/contact`)
      expect(await linkedValues(page, '.card')).toEqual(current.filter(({ project }) => project === 'hochu-zhit').map(({ display, href }) => [display, href]))
      for (const { confirmed } of expired) {
        const since = message(locale, 'contact.last_confirmed', { date: formatShortDate(confirmed?.on ?? '', locale) })
        await expect(page.locator('.card', { hasText: since })).toHaveCount(1)
      }
      const confirmedOn = formatDate(current[0]?.confirmed?.on ?? '', locale)
      await expect(page.locator('.card .state').first()).toHaveText(message(locale, 'contact.confirmed_on', { date: confirmedOn }))
    })

    test(`/${locale} offers them as buttons`, async ({ page, confirmedSite }) => {
      await page.goto(`${confirmedSite.origin}/${locale}`)
      // A channel of news answers nobody.
      const ofHotline = current.filter(({ project, key }) => project === 'hochu-zhit' && key !== 'channel')
      expect(await linkedValues(page, '.quick')).toEqual(ofHotline.map(({ display, href }) => [display, href]))
      for (const button of await page.locator('.quick .button').all()) {
        const box = await button.boundingBox()
        expect(box?.height).toBeGreaterThanOrEqual(44)
        expect(box?.width).toBeGreaterThanOrEqual(44)
      }
      for (const { confirmed } of expired) {
        const since = message(locale, 'contact.last_confirmed', { date: formatShortDate(confirmed?.on ?? '', locale) })
        await expect(page.locator('.quick li', { hasText: since })).toHaveCount(1)
      }
    })
  }

  test('no page holds the other form of a channel', async ({ confirmedSite }) => {
    const gone = expired.map(({ href }) => `href="${href}"`)
    for (const { path } of everywhere) {
      const { text } = await ask(confirmedSite, path)
      expect(text, path).not.toMatch(validityMark)
      for (const link of gone) expect(text, path).not.toContain(link)
    }
  })

  test('a confirmation ends on its day, though nobody builds the site again', async ({ startSite }) => {
    const ends = new Set(current.map(channel => daysUntil(lastCurrentDay(channel))))
    expect(ends.size, 'the default, and a limit of its own').toBe(2)
    for (const last of ends) {
      for (const daysLater of [last, last + 1]) {
        const site = await startSite({ build: 'confirmed', daysLater })
        const { text } = await ask(site, '/en/contact')
        const own = current.filter(({ project }) => project === 'hochu-zhit')
        const linked = own.filter(({ href }) => text.includes(`href="${href}"`))
        expect(linked.map(({ key }) => key), `${daysLater} days later`)
          .toEqual(own.filter(channel => isCurrent(channel, dayFromNow(daysLater))).map(({ key }) => key))
        expect(text).not.toMatch(validityMark)
      }
    }
  })
})

test('what was confirmed and has run out says when it was confirmed, not that nobody has since it was published', async ({ startSite }) => {
  const channels = contentOf('confirmed').channels.filter(({ confirmed }) => confirmed !== null)
  const ofHotline = channels.filter(({ project }) => project === 'hochu-zhit')
  const reached = ofHotline.filter(isAnswered)
  const answering = ofHotline.filter(({ key }) => key !== 'channel')
  const site = await startSite({ build: 'confirmed', daysLater: 400 })
  for (const locale of localeCodes) {
    const since = ({ confirmed }: Channel) => message(locale, 'contact.last_confirmed', { date: formatShortDate(confirmed?.on ?? '', locale) })
    const told: Record<string, string[]> = {
      '/contact': ofHotline.map(since),
      '/genuine': ofHotline.map(channel => `(${since(channel)})`),
      '/leaflet': reached.map(({ confirmed }) => message(locale, 'leaflet.left_out_since', { date: formatDate(confirmed?.on ?? '', locale) })),
      '': answering.map(since),
      '/404': answering.map(since),
    }
    for (const [page, texts] of Object.entries(told)) {
      const { text } = await ask(site, `/${locale}${page}`)
      for (const words of texts) expect(text, `/${locale}${page}`).toContain(words)
      for (const { published } of channels) {
        expect(text, page).not.toContain(message(locale, 'contact.published_unconfirmed', { date: formatShortDate(published.on, locale) }))
      }
    }
  }
})

/** What the buttons of a part of the page say and where they lead. */
function linkedValues(page: Page, part: string): Promise<(string | null | undefined)[][]> {
  return page.locator(`${part} .button`).evaluateAll(buttons => buttons.map(
    button => [button.querySelector('b')?.textContent, button.getAttribute('href')]))
}

function daysUntil(day: string | null): number {
  return Math.round((Date.parse(day ?? '') - Date.parse(dayFromNow(0))) / 86_400_000)
}

test('the day of a review is that of the text: where contacts stand, it is said whether anybody has checked them', async ({ site, confirmedSite }) => {
  const { channels } = contentOf('confirmed')
  for (const { path, locale, name } of sitePages) {
    const review = (text: string) => /<p class="reviewed">([\s\S]*?)<\/p>/.exec(text)?.[1]?.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim() ?? ''
    const shipped = review((await ask(site, path)).text)
    expect(shipped, path).toContain(message(locale, 'reviewed').replace(/\s+/g, ' '))
    const nobody = message(locale, 'reviewed_contacts.none').replace(/\s+/g, ' ')
    expect(shipped.endsWith(nobody), `${path}: ${shipped}`).toBe(printsContacts(locale, name))

    const confirmed = review((await ask(confirmedSite, path)).text)
    const [bot] = channels.filter(({ kind }) => kind === 'telegram')
    const [old] = channels.filter(channel => channel.confirmed && !isCurrent(channel, dayFromNow(0)))
    if (name === 'contact') {
      const dates = [old, bot].map(channel => formatDate(channel?.confirmed?.on ?? '', locale)).join(' – ')
      expect(confirmed, path).toContain(message(locale, 'reviewed_contacts.all', { dates }).replace(/\s+/g, ' '))
    }
    expect(confirmed, path).not.toContain(nobody)
  }
})

/** Whether the text of a page prints a contact, apart from the box beside it. */
function printsContacts(locale: Locale, name: string): boolean {
  const text = readFileSync(join(root, `content/${locale}/${name}.md`), 'utf8')
  return /:channel\{|::(?:channels|quick-contact|check-rule|impostors|everything)\b/.test(text)
}

test('where the contacts of the hotline stand, the rule for checking them does, too', async ({ site, confirmedSite }) => {
  for (const one of [site, confirmedSite]) {
    const shown = await Promise.all(everywhere.map(async ({ path }) => ({ path, text: (await ask(one, path)).text })))
    const quick = shown.filter(({ text }) => text.includes('<section class="quick"'))
    expect(quick.map(({ path }) => path)).toEqual(expect.arrayContaining(statusPages.map(({ path }) => path)))
    expect(quick.filter(({ text }) => !text.includes('<div class="check-rule">')).map(({ path }) => path)).toEqual([])
  }
})

test.describe('on the first screen of the smallest phone', () => {
  test.use({ viewport: { width: 320, height: 568 } })

  for (const locale of localeCodes) {
    test(`/${locale}: title and contacts`, ({ page, site }) => expectOnFirstScreen(page, site, `/${locale}`, ['h1', '.quick ul'], 568))
  }
})

test.describe('on the first screen of a common phone', () => {
  for (const locale of localeCodes) {
    test(`/${locale}: title, contacts and the rule for checking them`, ({ page, site }) => expectOnFirstScreen(page, site, `/${locale}`, ['h1', '.quick .check-rule'], 844))
    test(`/${locale}/contact: the numbers, at most 450 px down`, ({ page, site }) => expectOnFirstScreen(page, site, `/${locale}/contact`, ['.card .value >> nth=1'], 450))
  }
})

async function expectOnFirstScreen(page: Page, site: Site, path: string, parts: string[], height: number) {
  await page.goto(site.origin + path)
  for (const part of parts) {
    const box = await page.locator(part).first().boundingBox()
    expect(box, part).not.toBeNull()
    expect(box?.y, `${part} begins`).toBeGreaterThanOrEqual(0)
    expect((box?.y ?? 0) + (box?.height ?? 0), `${part} ends`).toBeLessThanOrEqual(height)
  }
}
