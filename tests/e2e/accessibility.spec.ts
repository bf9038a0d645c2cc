import type { Page } from '@playwright/test'
import { localeCodes } from '../../shared/locales.ts'
import { addStyle, expectReadable } from './accessibility.ts'
import { message, missingPages, sitePages } from './content.ts'
import { expect, test } from './site.ts'

/** The pages on which channels look different once they are confirmed. */
const contactPages = sitePages.filter(({ name }) => ['index', 'contact', 'genuine', 'family'].includes(name))

// The pages of the site are looked at in pages.spec.ts.
test.describe('light, dark, narrow', () => {
  // The checker is itself a script.
  test.use({ javaScriptEnabled: true, expectedMessages: /status of 404/ })

  for (const locale of localeCodes) {
    test(`what else there is in ${locale}`, async ({ page, countedSite, confirmedSite }) => {
      const own = (entry: { locale: string }) => entry.locale === locale
      const addresses = [
        ...missingPages.filter(own).map(({ path }) => countedSite.origin + path),
        ...contactPages.filter(own).map(({ path }) => confirmedSite.origin + path),
        `${countedSite.origin}/${locale}/visits`,
        `${confirmedSite.origin}/${locale}/leaflet`,
      ]
      for (const address of addresses) {
        await page.goto(address)
        await expectReadable(page)
      }
    })
  }
})

test.describe('keyboard', () => {
  for (const { path, locale } of sitePages.filter(({ name }) => ['index', 'contact'].includes(name))) {
    test(`${path}: the head has few stops, landmarks lead past it, every stop is seen`, async ({ page, confirmedSite }) => {
      await page.goto(confirmedSite.origin + path)
      // WCAG 2.2, 2.4.1, without a link to a fragment (techniques ARIA11 and H69): the exit, the menu, languages.
      for (const landmark of ['banner', 'main', 'contentinfo'] as const) await expect(page.getByRole(landmark)).toHaveCount(1)
      await expect(page.getByRole('complementary', { name: message(locale, 'exit.press') })).toHaveCount(1)
      await expect(page.getByRole('heading').first()).toHaveText(await page.locator('main h1').innerText())
      expect(await page.locator(':is(.leave, .bar) :is(a[href], summary)').filter({ visible: true }).count()).toBeLessThanOrEqual(7)

      const stops = await page.locator('a[href], summary, [tabindex="0"]').filter({ visible: true }).count()
      for (let stop = 0; stop < stops; stop++) {
        await page.keyboard.press('Tab')
        const focus = page.locator(':focus')
        await expect(focus, `stop ${stop}`).toBeInViewport({ ratio: 0.9 })
        const outline = await focus.evaluate((element) => {
          const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
          return { outlineStyle, width: Number.parseFloat(outlineWidth), shadow: boxShadow !== 'none' }
        })
        expect(outline, `stop ${stop}`).toEqual({ outlineStyle: 'solid', width: 3, shadow: true })
      }
    })
  }
})

/** Where the box of the exit lies over words of others, or its own words stick out of it. */
function coveredBy(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const exit = document.querySelector('#exit')
    if (exit === null) return ['there is no exit']
    const box = exit.getBoundingClientRect()
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (texts.nextNode()) {
      const range = document.createRange()
      range.selectNodeContents(texts.currentNode)
      for (const { left, right, top, bottom } of range.getClientRects()) {
        const isOver = left < box.right - 0.5 && right > box.left + 0.5 && top < box.bottom - 0.5 && bottom > box.top + 0.5
        const isInside = left >= box.left && right <= box.right && top >= box.top && bottom <= box.bottom
        if (exit.contains(texts.currentNode) ? !isInside : isOver) found.push(texts.currentNode.nodeValue ?? '')
      }
    }
    return found
  })
}

test.describe('the quick exit', () => {
  test.use({ javaScriptEnabled: true })

  for (const { path } of sitePages.filter(({ name }) => name === 'index')) {
    test(`${path}: covers no words in narrow windows and with large text`, async ({ page, site }) => {
      await page.goto(site.origin + path)
      for (const size of [100, 200]) {
        await addStyle(page, `html { font-size: ${size}% }`)
        for (const width of [240, 320, 390]) {
          await page.setViewportSize({ width, height: 844 })
          expect(await coveredBy(page), `${width} px, text of ${size} %`).toEqual([])
          await expect(page.locator('#exit'), `${width} px, text of ${size} %`).toBeInViewport({ ratio: 1 })
        }
      }
      await addStyle(page, '')
      await page.setViewportSize({ width: 180, height: 400 })
      const box = await page.locator('#exit').boundingBox()
      expect(box && box.x + box.width, 'whole in a very narrow window').toBeLessThanOrEqual(180)
    })
  }

  test('has a shape in forced colours, as the contacts have', async ({ page, confirmedSite }) => {
    await page.emulateMedia({ forcedColors: 'active' })
    await page.goto(`${confirmedSite.origin}/en/contact`)
    const shapes = await page.locator('#exit, .button').evaluateAll(elements => elements.map((element) => {
      const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(element)
      return { borderTopStyle, isWide: Number.parseFloat(borderTopWidth) >= 1, isSeen: borderTopColor !== backgroundColor && !/, 0\)$/.test(borderTopColor) }
    }))
    expect(shapes.length).toBeGreaterThan(1)
    for (const shape of shapes) expect(shape).toEqual({ borderTopStyle: 'solid', isWide: true, isSeen: true })
  })
})

test.describe('targets of a finger', () => {
  for (const { path } of contactPages) {
    test(`${path}: navigation and contacts are at least 44 px`, async ({ page, confirmedSite }) => {
      await page.goto(confirmedSite.origin + path)
      const menu = page.locator('.menu summary')
      await menu.click()
      const targets = page.locator('summary, nav a, .button').filter({ visible: true })
      const boxes = await targets.evaluateAll(elements => elements.map((element) => {
        const { width, height } = element.getBoundingClientRect()
        return { text: element.textContent?.trim(), width, height }
      }))
      expect(boxes.length).toBeGreaterThan(20)
      expect(boxes.filter(({ width, height }) => width < 44 || height < 44)).toEqual([])
    })
  }
})
