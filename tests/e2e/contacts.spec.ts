import type { Page } from '@playwright/test'
import { isCurrent, lastCurrentDay, type Channel } from '../../shared/contacts.ts'
import { formatDate, formatShortDate } from '../../shared/format.ts'
import { localeCodes } from '../../shared/locales.ts'
import { contentOf, message, sitePages, statusPages } from './content.ts'
import { dayFromNow } from './built-site.ts'
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
      for (const channel of channels) {
        const card = page.locator('.card', { has: page.locator('h3', { hasText: channel.label[locale] }) })
        await expect(card, channel.key).toHaveCount(1)
        await expect(card.locator('.value a[href^="http"], .value .button')).toHaveCount(0)
        if (!hasValue(channel)) {
          await expect(card.locator('.value')).toHaveText(message(locale, 'contact.no_value'))
          continue
        }
        const since = message(locale, 'contact.not_confirmed_since', { date: formatDate(channel.published.on, locale) })
        await expect(card.locator('.value')).toContainText(channel.display)
        await expect(card.locator('.value')).toContainText(since)
        await expect(card.locator('.value a'), 'where to check').toHaveAttribute('href', `/${locale}/genuine`)
      }
    })
  }
})

test.describe('with invented channels that somebody has confirmed', () => {
  const { channels } = contentOf('confirmed')
  const expired = channels.filter(channel => channel.confirmed !== null && !isCurrent(channel, dayFromNow(0)))
  const current = channels.filter(channel => isCurrent(channel, dayFromNow(0)))

  test('the fixture has both kinds', () => {
    expect(current.map(({ key }) => key)).toEqual(['hotline-1', 'bot', 'site', 'search-site'])
    expect(expired.map(({ key }) => key)).toEqual(['hotline-2'])
  })

  for (const locale of localeCodes) {
    test(`/${locale}/contact links to what is confirmed, and to nothing else`, async ({ page, confirmedSite }) => {
      await page.goto(`${confirmedSite.origin}/${locale}/contact`)
      expect(await linkedValues(page, '.card')).toEqual(current.map(({ display, href }) => [display, href]))
      for (const { confirmed } of expired) {
        const since = message(locale, 'contact.not_confirmed_again', { date: formatDate(confirmed?.on ?? '', locale) })
        await expect(page.locator('.card', { hasText: since })).toHaveCount(1)
      }
      const confirmedOn = formatDate(current[0]?.confirmed?.on ?? '', locale)
      await expect(page.locator('.card .state').first()).toHaveText(message(locale, 'contact.confirmed_on', { date: confirmedOn }))
    })

    test(`/${locale} offers them as buttons`, async ({ page, confirmedSite }) => {
      await page.goto(`${confirmedSite.origin}/${locale}`)
      const ofHotline = current.filter(({ project }) => project === 'hochu-zhit')
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
        const linked = current.filter(({ href }) => text.includes(`href="${href}"`))
        expect(linked.map(({ key }) => key), `${daysLater} days later`)
          .toEqual(current.filter(channel => isCurrent(channel, dayFromNow(daysLater))).map(({ key }) => key))
        expect(text).not.toMatch(validityMark)
      }
    }
  })
})

test('what was confirmed and has run out says when it was confirmed, not that nobody has since it was published', async ({ startSite }) => {
  const channels = contentOf('confirmed').channels.filter(({ confirmed }) => confirmed !== null)
  const ofHotline = channels.filter(({ project }) => project === 'hochu-zhit')
  const reached = ofHotline.filter(({ kind }) => kind !== 'site')
  const official = ofHotline.filter(({ kind }) => kind === 'site')
  const site = await startSite({ build: 'confirmed', daysLater: 400 })
  for (const locale of localeCodes) {
    const long = ({ confirmed }: Channel) => formatDate(confirmed?.on ?? '', locale)
    const short = ({ confirmed }: Channel) => formatShortDate(confirmed?.on ?? '', locale)
    const told: Record<string, string[]> = {
      '/contact': channels.map(channel => message(locale, 'contact.not_confirmed_again', { date: long(channel) })),
      '/faq': ofHotline.slice(0, 2).map(channel => `(${message(locale, 'contact.last_confirmed', { date: short(channel) })})`),
      '/leaflet': [
        ...reached.map(channel => message(locale, 'leaflet.left_out_since', { date: long(channel) })),
        ...official.map(channel => `(${message(locale, 'contact.last_confirmed', { date: short(channel) })})`),
      ],
      '': ofHotline.map(channel => message(locale, 'contact.last_confirmed', { date: short(channel) })),
      '/404': ofHotline.map(channel => message(locale, 'contact.last_confirmed', { date: short(channel) })),
    }
    for (const [page, texts] of Object.entries(told)) {
      const { text } = await ask(site, `/${locale}${page}`)
      for (const words of texts) expect(text, `/${locale}${page}`).toContain(words)
      for (const { published } of channels) {
        expect(text, page).not.toContain(message(locale, 'contact.not_confirmed_since', { date: formatDate(published.on, locale) }))
        expect(text, page).not.toContain(message(locale, 'contact.published_unconfirmed', { date: formatShortDate(published.on, locale) }))
        expect(text, page).not.toContain(message(locale, 'leaflet.official_unconfirmed', { date: formatShortDate(published.on, locale) }))
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
  const withContacts = ['index', 'contact', 'all', 'genuine', 'faq', 'family', 'project', 'risks']
  const { channels } = contentOf('confirmed')
  for (const { path, locale, name } of sitePages) {
    const review = (text: string) => /<p class="reviewed">([\s\S]*?)<\/p>/.exec(text)?.[1]?.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim() ?? ''
    const shipped = review((await ask(site, path)).text)
    expect(shipped, path).toContain(message(locale, 'reviewed').replace(/\s+/g, ' '))
    const nobody = message(locale, 'reviewed_contacts.none').replace(/\s+/g, ' ')
    expect(shipped.endsWith(nobody), `${path}: ${shipped}`).toBe(withContacts.includes(name))

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

test('where the contacts of the hotline stand, the warning to compare them follows', async ({ site, confirmedSite }) => {
  for (const one of [site, confirmedSite]) {
    const shown = await Promise.all(everywhere.map(async ({ path }) => ({ path, text: (await ask(one, path)).text })))
    const quick = shown.filter(({ text }) => text.includes('<section class="quick"'))
    expect(quick.map(({ path }) => path)).toEqual(expect.arrayContaining(statusPages.map(({ path }) => path)))
    expect(quick.filter(({ text }) => !/<section class="quick"[\s\S]*?<\/section>\s*<div class="notice" role="note">/.test(text)).map(({ path }) => path)).toEqual([])
  }
})

test.describe('on the first screen of the smallest phone', () => {
  test.use({ viewport: { width: 320, height: 568 } })

  for (const locale of localeCodes) {
    test(`/${locale}: title, contacts and warning`, ({ page, site }) => expectOnFirstScreen(page, site, `/${locale}`))
  }
})

async function expectOnFirstScreen(page: Page, site: Site, path: string) {
  await page.goto(site.origin + path)
  const parts = { title: page.locator('h1'), contacts: page.locator('.quick').first(), warning: page.locator('main .notice').first() }
  for (const [name, part] of Object.entries(parts)) {
    const box = await part.boundingBox()
    expect(box, name).not.toBeNull()
    expect(box?.y, `${name} begins`).toBeGreaterThanOrEqual(0)
    expect((box?.y ?? 0) + (box?.height ?? 0), `${name} ends`).toBeLessThanOrEqual(568)
  }
}
