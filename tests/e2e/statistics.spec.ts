import { localeCodes, type Locale } from '../../shared/locales.ts'
import { message } from './content.ts'
import { dayFromNow } from './dates.ts'
import { ask } from './raw.ts'
import { expect, test } from './site.ts'

const yesterday = dayFromNow(-1)
const longAgo = dayFromNow(-70)

/** What may be published of the visits in seeded-visits.ts, by hand. */
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

for (const locale of localeCodes) {
  test.describe(`/${locale}/visits`, () => {
    test('shows the same, by country', async ({ page, countedSite }) => {
      await page.goto(`${countedSite.origin}/${locale}/visits`)
      const table = page.locator('table', { has: page.locator('caption', { hasText: message(locale, 'statistics.by_country') }) })
      const shown = await table.locator('tbody tr').evaluateAll(lines => lines.map(
        line => [...line.children].map(cell => cell.textContent?.trim().replace(/\s/g, ' ') ?? '')))
      expect(shown.map(([name, visits]) => [name, visits])).toEqual(rows[locale])
      expect(shown[0]?.[2]).toMatch(/^100\s?%$/)

      const bars = await table.locator('.bar rect').evaluateAll(rects => rects.map(rect => Number(rect.getAttribute('width'))))
      expect(bars).toEqual(published.countries.map(({ visits }) => Math.round(visits / published.total * 1000) / 10))
      await expect(page.locator('.total')).toContainText(locale === 'en' ? '1,001,310' : /1\s001\s310/)
      await expect(page.locator('.total')).toContainText(message(locale, 'statistics.tor').replace('  ', ' 10 '))
    })

    test('shows the same, by month', async ({ page, countedSite }) => {
      await page.goto(`${countedSite.origin}/${locale}/visits`)
      const months = new Map<string, number>()
      for (const { day, country, visits } of published.days) if (country !== 'T1') months.set(day.slice(0, 7), (months.get(day.slice(0, 7)) ?? 0) + visits)
      const figure = page.locator('figure', { hasText: message(locale, 'statistics.by_month') })
      await figure.locator('summary').click()
      const shown = await figure.locator('td').allInnerTexts()
      expect(shown.map(text => Number(text.replace(/\D/g, ''))).filter(visits => visits > 0)).toEqual([...months.values()])
      await expect(figure.locator('svg rect')).toHaveCount(shown.length)
    })

    test('says where the country comes from, and nothing of today or of small numbers', async ({ page, countedSite }) => {
      await page.goto(`${countedSite.origin}/${locale}/visits`)
      await expect(page.locator('.attribution a[href="https://db-ip.com"]')).toHaveText('IP Geolocation by DB-IP')
      await expect(page.locator('.attribution')).toContainText(/20\d\d/)

      const names = new Intl.DisplayNames([locale], { type: 'region' })
      const text = (await page.locator('.statistics').innerText()).replace(/\s/g, ' ')
      for (const hidden of ['JP', 'LI', 'KZ', 'GE', 'AM']) expect(text).not.toContain(names.of(hidden))
      for (const exact of ['1,000,022', '1 000 022', '1237', '1,237', '1 237', '5000', '5,000', '5 000']) expect(text).not.toContain(exact)
    })

    test('says that counting has begun when there is nothing to show', async ({ page, site }) => {
      await page.goto(`${site.origin}/${locale}/visits`)
      await expect(page.locator('.statistics')).toContainText(message(locale, 'statistics.begun'))
      await expect(page.locator('table')).toHaveCount(0)
      await expect(page.locator('.attribution a[href="https://db-ip.com"]')).toBeVisible()
    })
  })
}

test('every figure is a multiple of ten, and at least ten', async ({ countedSite }) => {
  const { text } = await ask(countedSite, '/api/visits.json')
  const numbers = [...text.matchAll(/"(?:visits|total)":(\d+)/g)].map(([, number]) => Number(number))
  expect(numbers.length).toBeGreaterThan(10)
  expect(numbers.filter(number => number < 10 || number % 10 !== 0)).toEqual([])
})
