import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

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

/** The same in a colour scheme. In the dark only the colours differ from what was looked at in the light. */
export async function findViolationsIn(colorScheme: 'light' | 'dark', page: Page): Promise<string[]> {
  // Colours that are still moving would be measured on their way.
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  return findViolations(page, colorScheme === 'light' ? undefined : ['color-contrast'])
}
