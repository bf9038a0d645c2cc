import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** WCAG 2.2 at levels A and AA, and what the makers of axe recommend beyond. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/**
 * What axe finds wrong with a page as it is drawn, a line for each rule: `color-contrast: main p, nav a`.
 *
 * @param page runs scripts, since the checker is one; it has no frames
 * @param rules only these, where nothing else can have changed
 */
export async function findViolations(page: Page, rules?: string[]): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    // Else it writes down where each thing stands that is right, which takes twice as long.
    .options({ runOnly: rules ? { type: 'rule', values: rules } : { type: 'tag', values: tags }, resultTypes: ['violations'] })
    // Puts no empty tab beside the page, which is needed for frames of other origins only.
    .setLegacyMode()
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

/** The same in light and dark, each line with its scheme. In the dark only the colours differ from what was looked at in the light. */
export async function findViolationsInBoth(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    // Colours that are still moving would be measured on their way.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const violations = await findViolations(page, colorScheme === 'light' ? undefined : ['color-contrast'])
    found.push(...violations.map(violation => `${colorScheme}: ${violation}`))
  }
  return found
}

const textSpacing = `
  * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
  p { margin-bottom: 2em !important }
`

/** Whether everybody can read a page that is open: light, dark, narrow, with text spaced out. */
export async function expectReadable(page: Page) {
  expect(await findViolationsInBoth(page), page.url()).toEqual([])
  const window = page.viewportSize()

  // WCAG 2.2, 1.4.10: a window of 1280 × 1024 at 400 % must not scroll sideways.
  await page.setViewportSize({ width: 320, height: 256 })
  expect(await overflowing(page), `${page.url()}: wider than 320 px`).toEqual([])

  // WCAG 2.2, 1.4.12: readers may space the text out.
  await addStyle(page, textSpacing)
  expect(await overflowing(page), `${page.url()}: wider than 320 px with text spaced out`).toEqual([])
  if (window) await page.setViewportSize(window)
}

/** Adds a stylesheet, which the policy of a page would forbid to itself. */
export async function addStyle(page: Page, css: string) {
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(text)
    document.adoptedStyleSheets = [sheet]
  }, css)
}

/** What sticks out of the window; a region that scrolls by itself, such as a wide table, may. */
function overflowing(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.querySelectorAll('body *')]
      .filter(element => !element.closest('.scroll') && element.getBoundingClientRect().right > width + 0.5)
      .map(element => `${element.tagName} ${element.className}: ${element.textContent?.slice(0, 40)}`)
  })
}
