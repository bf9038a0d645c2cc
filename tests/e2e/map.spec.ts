import type { Page } from '@playwright/test'
import { localeCodes, type Locale } from '../../shared/locales.ts'
import { findViolations } from './axe.ts'
import { message } from './content.ts'
import { dayFromNow } from './dates.ts'
import { ask } from './raw.ts'
import { expect, test } from './site.ts'

const latestMonth = dayFromNow(-1).slice(0, 7)

/** The statistics page of all time, and one of a year and of a month. */
function pagesOf(locale: Locale): string[] {
  return ['', `/${latestMonth.slice(0, 4)}`, `/${latestMonth}`].map(period => `/${locale}/visits${period}`)
}

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

for (const locale of localeCodes) {
  test(`/${locale}: the map shows the countries of the table, and says so`, async ({ page, countedSite }) => {
    await page.goto(`${countedSite.origin}/${locale}/visits`)
    const map = page.getByRole('img', { name: message(locale, 'statistics.map') })
    const names = new Intl.DisplayNames([locale], { type: 'region' })
    const titles = await map.locator('title').allTextContents()
    expect(titles.map(title => title.split(/\s?:/)[0])).toEqual(['RU', 'FR', 'UA'].map(code => names.of(code)))
    const colours = await map.locator(':has(> title)').evaluateAll(shapes => shapes.map(shape => shape.getAttribute('class')))
    expect(colours).toEqual(['c5', 'c1', 'c1'])
    await expect(map).toHaveAccessibleDescription(message(locale, 'statistics.map_note'))
  })

  test(`/${locale}: years and months are links, and no page links to itself`, async ({ page, countedSite }) => {
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
