import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { findBrowser } from '../../../tools/kit/browser.ts'
import { until } from '../built-site.ts'
import { keyHash, type Certificate } from '../worlds/front.ts'
import { names } from '../worlds/rule.ts'
import type { Client, Reader } from './reader.ts'

/**
 * A Chromium that keeps what it keeps on a reader's device: history, cache, and pages for the way back.
 *
 * @param certificates that it is to take for valid
 * @param scripts whether it runs any; its own settings need them
 */
export async function openChromium(certificates: readonly Certificate[], scripts = false): Promise<Reader> {
  const { launch } = await findBrowser()
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'))
  const context = await chromium.launchPersistentContext(profile, {
    ...launch,
    args: [
      ...launch.args ?? [],
      '--host-resolver-rules=MAP * 127.0.0.1',
      `--ignore-certificate-errors-spki-list=${certificates.map(keyHash).join(',')}`,
    ],
    locale: 'en-US',
    javaScriptEnabled: scripts,
    viewport: { width: 390, height: 844 },
    // With it, nobody would come back to a page that is still there, and the tests would prove nothing.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  const page = context.pages()[0] ?? await context.newPage()
  const exit = page.locator('#exit')
  // While a page has been asked for, only what the browser itself knows can be asked: Playwright's ways through the page wait for the next one.
  const session = await context.newCDPSession(page)

  async function entryBefore(): Promise<number> {
    const { currentIndex, entries } = await session.send('Page.getNavigationHistory')
    return entries[currentIndex - 1]?.id ?? 0
  }

  return {
    profile,
    go: async url => void await page.goto(url),
    click: async (selector, arrival) => {
      await page.locator(selector).first().click()
      if (arrival !== undefined) await page.waitForURL(arrival)
    },
    back: async (arrival) => {
      // What leads on by itself may be gone before Playwright has seen it.
      if (arrival === undefined) return void await session.send('Page.navigateToHistoryEntry', { entryId: await entryBefore() })
      await page.goBack({ waitUntil: 'commit' })
      // Not `waitForURL`: a page that was kept has its `load` behind it.
      await until(`arrival at ${arrival}`, () => page.url() === arrival)
    },
    reload: async () => void await page.reload(),
    hold: async () => {
      await exit.hover()
      await page.mouse.down()
      return page.locator('main').isVisible()
    },
    lift: () => page.mouse.up(),
    pressKey: async () => {
      await exit.focus()
      await page.keyboard.press('Enter')
    },
    closeTab: async () => {
      await context.newPage()
      await page.close()
    },
    deleteLastHour: async (what) => {
      const settings = await context.newPage()
      await settings.goto('chrome://settings/clearBrowserData')
      const dialog = settings.locator('settings-clear-browsing-data-dialog')
      await dialog.getByText('Last hour').click()
      for (const name of what === 'all' ? [] : ['Cookies', 'Cached']) await dialog.locator('settings-checkbox', { hasText: name }).click()
      await dialog.locator('#deleteButton').click()
      await dialog.waitFor({ state: 'detached' })
      await settings.close()
    },
    reopen: async () => {
      const again = await chromium.launchPersistentContext(profile, launch)
      await again.pages()[0]?.goto('about:blank')
      await again.close()
    },
    picture: async () => {
      let data = ''
      // A page that has drawn nothing yet has no picture.
      await until('a picture', async () => {
        data = await session.send('Page.captureScreenshot').then(answer => answer.data, () => '')
        return data !== ''
      })
      return Buffer.from(data, 'base64')
    },
    title: async () => (await session.send('Target.getTargetInfo')).targetInfo.title,
    quit: () => context.close(),
    kill: () => context.close(),
  }
}

/** Starts the Chromium of the other tests, which finds the names of the tests on this machine and believes any certificate. */
export async function startChromium(scripts: boolean): Promise<Client> {
  const { name, pinned, launch } = await findBrowser()
  const rules = Object.values(names).map(host => `MAP ${host} 127.0.0.1`).join(', ')
  const browser = await chromium.launch({
    ...launch,
    // Not `ignoreHTTPSErrors`, which does not reach what is loaded in advance.
    args: [...launch.args ?? [], '--ignore-certificate-errors', `--host-resolver-rules=${rules}`],
    // As on a reader's device: a page that one comes back to is still there.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  })
  const context = await browser.newContext({ javaScriptEnabled: scripts })
  return {
    name: `${/^\S+ \d+/.exec(name)?.[0] ?? name} ${scripts ? 'with' : 'without'} JavaScript`,
    kind: 'chromium',
    asksAgain: pinned,
    scripts,
    open: async () => tabOf(await context.newPage()),
    close: () => browser.close(),
  }
}

function tabOf(page: Page) {
  // A page that comes back from the cache has its `load` long behind it.
  const shown = { waitUntil: 'commit' } as const
  return {
    go: async (url: string) => void await page.goto(url),
    click: async (selector: string, arrival?: string) => {
      await page.locator(selector).first().click()
      if (arrival !== undefined) await page.waitForURL(arrival)
    },
    reload: async () => void await page.reload(),
    back: async () => void await page.goBack(shown),
    forward: async () => void await page.goForward(shown),
    run: async (script: string) => {
      await Promise.all([page.waitForEvent('load'), page.evaluate(script)])
    },
    close: () => page.close(),
  }
}
