import type { Locator, Page } from '@playwright/test'
import { localeCodes, type Locale } from '../../shared/locales.ts'
import { findViolations } from './accessibility.ts'
import { dayFromNow } from './built-site.ts'
import { message } from './content.ts'
import { ask } from './requests.ts'
import { expect, test } from './site.ts'

const yesterday = dayFromNow(-1)
const longAgo = dayFromNow(-70)

/** What may be published of the visits of `seedVisits`, by hand. */
const published = {
  from: longAgo,
  to: yesterday,
  total: 1_001_310,
  tor: 10,
  countries: [
    { country: 'RU', visits: 1_001_250 },
    { country: 'FR', visits: 20 },
    { country: 'UA', visits: 10 },
    { country: 'ZZ', visits: 10 },
    { country: 'other', visits: 20 },
  ],
  days: [
    { day: longAgo, country: 'RU', visits: 1_000_020 },
    { day: longAgo, country: 'FR', visits: 20 },
    { day: longAgo, country: 'other', visits: 20 },
    { day: yesterday, country: 'RU', visits: 1230 },
    { day: yesterday, country: 'T1', visits: 10 },
    { day: yesterday, country: 'UA', visits: 10 },
    { day: yesterday, country: 'ZZ', visits: 10 },
  ],
}

/** The rows of the table; typed, because Intl would agree with itself. */
const rows: Record<Locale, [name: string, visits: string][]> = {
  ru: [['Россия', '1 001 250'], ['Франция', '20'], ['Украина', '10'], ['Неизвестно', '10'], ['Другие страны', '20']],
  uk: [['Росія', '1 001 250'], ['Франція', '20'], ['Україна', '10'], ['Невідомо', '10'], ['Інші країни', '20']],
  fr: [['Russie', '1 001 250'], ['France', '20'], ['Ukraine', '10'], ['Inconnu', '10'], ['Autres pays', '20']],
  en: [['Russia', '1,001,250'], ['France', '20'], ['Ukraine', '10'], ['Unknown', '10'], ['Other countries', '20']],
}

test('the data for machines are what the rules allow', async ({ countedSite }) => {
  const json = await ask(countedSite, '/api/visits.json')
  expect(JSON.parse(json.text)).toEqual(published)
  const csv = await ask(countedSite, '/api/visits.csv')
  const lines = published.days.map(({ day, country, visits }) => `${day},${country},${visits}\n`)
  expect(csv.text).toBe(`day,country,visits\n${lines.join('')}`)
})

const latestMonth = dayFromNow(-1).slice(0, 7)

/** The statistics page of all time, and one of a year and of a month. */
function pagesOf(locale: Locale): string[] {
  return ['', `/${latestMonth.slice(0, 4)}`, `/${latestMonth}`].map(period => `/${locale}/visits${period}`)
}

for (const locale of localeCodes) {
  const names = new Intl.DisplayNames([locale], { type: 'region' })

  test(`/${locale}/visits shows the same, by country, by month and on a map`, async ({ page, countedSite }) => {
    await page.goto(`${countedSite.origin}/${locale}/visits`)
    await expectCountries(page, locale)
    await expectMonths(page.locator('figure', { hasText: message(locale, 'statistics.by_month') }))
    await expect(page.locator('.attribution a[href="https://db-ip.com"]')).toHaveText('IP Geolocation by DB-IP')
    await expect(page.locator('.attribution')).toContainText(/20\d\d/)

    const map = page.getByRole('img', { name: message(locale, 'statistics.map') })
    const titles = await map.locator('title').allTextContents()
    expect(titles.map(title => title.split(/\s?:/)[0])).toEqual(['RU', 'FR', 'UA'].map(code => names.of(code)))
    const colours = await map.locator(':has(> title)').evaluateAll(shapes => shapes.map(shape => shape.getAttribute('class')))
    expect(colours).toEqual(['c5', 'c1', 'c1'])
    await expect(map).toHaveAccessibleDescription(message(locale, 'statistics.map_note'))

    const text = (await page.locator('.statistics').innerText()).replace(/\s/g, ' ')
    for (const hidden of ['JP', 'LI', 'KZ', 'GE', 'AM']) expect(text).not.toContain(names.of(hidden))
    for (const exact of ['1,000,022', '1 000 022', '1237', '1,237', '1 237', '5000', '5,000', '5 000']) expect(text).not.toContain(exact)
  })

  test(`/${locale}/visits says that counting has begun when there is nothing to show`, async ({ page, site }) => {
    await page.goto(`${site.origin}/${locale}/visits`)
    await expect(page.locator('.statistics')).toContainText(message(locale, 'statistics.begun'))
    await expect(page.locator('table')).toHaveCount(0)
    await expect(page.locator('.attribution a[href="https://db-ip.com"]')).toBeVisible()
  })

  test(`/${locale}/visits: years and months are links, and no page links to itself`, async ({ page, countedSite }) => {
    for (const path of pagesOf(locale)) {
      await page.goto(countedSite.origin + path)
      const links = await page.locator('nav .row a').evaluateAll(anchors => anchors.map(anchor => anchor.getAttribute('href')))
      expect(links.length).toBeGreaterThan(0)
      expect(links).not.toContain(path)
      await expect(page.locator('nav .row [aria-current=page]')).toHaveCount(1)
      for (const link of links) expect((await ask(countedSite, link ?? '')).status, `${path} → ${link}`).toBe(200)
    }
  })
}

async function expectCountries(page: Page, locale: Locale) {
  const table = page.locator('table', { has: page.locator('caption', { hasText: message(locale, 'statistics.by_country') }) })
  const shown = await table.locator('tbody tr').evaluateAll(lines => lines.map(
    line => [...line.children].map(cell => cell.textContent?.trim().replace(/\s/g, ' ') ?? '')))
  expect(shown.map(([name, visits]) => [name, visits])).toEqual(rows[locale])
  expect(shown[0]?.[2]).toMatch(/^100\s?%$/)

  const bars = await table.locator('.bar rect').evaluateAll(rects => rects.map(rect => Number(rect.getAttribute('width'))))
  expect(bars).toEqual(published.countries.map(({ visits }) => Math.round(visits / published.total * 1000) / 10))
  await expect(page.locator('.total')).toContainText(locale === 'en' ? '1,001,310' : /1\s001\s310/)
  await expect(page.locator('.total')).toContainText(message(locale, 'statistics.tor').replace('  ', ' 10 '))
}

async function expectMonths(figure: Locator) {
  const months = new Map<string, number>()
  for (const { day, country, visits } of published.days) if (country !== 'T1') months.set(day.slice(0, 7), (months.get(day.slice(0, 7)) ?? 0) + visits)
  await figure.locator('summary').click()
  const shown = await figure.locator('td').allInnerTexts()
  expect(shown.map(text => Number(text.replace(/\D/g, ''))).filter(visits => visits > 0)).toEqual([...months.values()])
  await expect(figure.locator('svg rect')).toHaveCount(shown.length)
}

test('every figure is a multiple of ten, and at least ten', async ({ countedSite }) => {
  const { text } = await ask(countedSite, '/api/visits.json')
  const numbers = [...text.matchAll(/"(?:visits|total)":(\d+)/g)].map(([, number]) => Number(number))
  expect(numbers.length).toBeGreaterThan(10)
  expect(numbers.filter(number => number < 10 || number % 10 !== 0)).toEqual([])
})

test('a month shows its own visits only', async ({ page, countedSite }) => {
  await page.goto(`${countedSite.origin}/en/visits/${latestMonth}`)
  await expect(page.locator('.total b')).toHaveText('1,250 visits')
  await expect(page.getByText(message('en', 'statistics.by_day'))).toBeVisible()
})

test('years and months without figures are no pages', async ({ countedSite }) => {
  for (const period of ['1999', '2099', '2099-01', `${latestMonth.slice(0, 4)}-13`, `${latestMonth}-01`, 'all']) {
    expect((await ask(countedSite, `/ru/visits/${period}`)).status, period).toBe(404)
  }
})

test('a page with the map is small', async ({ countedSite }) => {
  for (const path of localeCodes.flatMap(pagesOf)) {
    expect((await ask(countedSite, path, { 'Accept-Encoding': 'br' })).wireSize, path).toBeLessThan(20_000)
    expect((await ask(countedSite, path, { 'Accept-Encoding': 'gzip' })).wireSize, path).toBeLessThan(25_000)
  }
})

test.describe('in light, dark and on paper', () => {
  test.use({ javaScriptEnabled: true })

  for (const [name, media] of [['light', { colorScheme: 'light' }], ['dark', { colorScheme: 'dark' }], ['paper', { media: 'print' }]] as const) {
    test(`${name}: each colour of the map can be told from the next without seeing its hue`, async ({ page, countedSite }) => {
      await page.emulateMedia(media)
      await page.goto(`${countedSite.origin}/ru/visits`)
      const colours = await legendColours(page)
      expect(colours).toHaveLength(6)
      for (const [index, colour] of colours.slice(1).entries()) expect(contrast(colour, colours[index] ?? []), `colours ${index} and ${index + 1}`).toBeGreaterThan(1.35)
      const light = colours.map(luminance)
      expect([light, light.toReversed()]).toContainEqual(light.toSorted((a, b) => a - b))
    })
  }

  test('years and months have no accessibility violations and fit into 320 pixels', async ({ page, countedSite }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    for (const path of pagesOf('ru')) {
      await page.goto(countedSite.origin + path)
      expect(await findViolations(page), path).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(320)
    }
  })
})

/** Contrast of two colours, `rgb(…)` or `rgba(…)`, the first one over a ground (WCAG 2.2, contrast ratio). */
function contrast(a: readonly number[], b: readonly number[]): number {
  const [lighter = 0, darker = 0] = [a, b].map(colour => luminance(colour)).sort((x, y) => y - x)
  return (lighter + 0.05) / (darker + 0.05)
}

function luminance(colour: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = colour.map(value => value / 255).map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** The colours of the legend as they are seen: mixed with the ground of the page. */
async function legendColours(page: Page): Promise<number[][]> {
  const styles = await page.locator('.row svg path').evaluateAll(paths => paths.map((path) => {
    const { fill, fillOpacity } = getComputedStyle(path)
    return { fill, opacity: Number(fillOpacity), ground: getComputedStyle(document.body).backgroundColor }
  }))
  const parse = (colour: string) => (colour.match(/\d+/g) ?? []).map(Number)
  return styles.map(({ fill, opacity, ground }) => parse(fill).map((value, index) => value * opacity + (parse(ground)[index] ?? 0) * (1 - opacity)))
}
