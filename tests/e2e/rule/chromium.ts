import { chromium, type Page } from '@playwright/test'
import { findBrowser } from '../../../tools/kit/browser.ts'
import type { Client } from './tab.ts'
import { names } from './world.ts'

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
