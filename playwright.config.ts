import { defineConfig } from '@playwright/test'
import { utcDay } from './shared/day.ts'
import { findBrowser } from './tools/kit/browser.ts'

const { launch } = await findBrowser()

/** What is in a file `*.more.spec.ts` or has the tag `@more`: `npm run test:more`. The rest is the one pass of `npm test`. */
const more = /[@.]more\b/

// For all processes of the run, though midnight may pass meanwhile.
process.env.TESTS_TODAY ??= utcDay()

export default defineConfig({
  testDir: 'tests/e2e',
  projects: [{ name: 'chromium', grepInvert: more }, { name: 'more', grep: more }],
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // A test that passes at the second attempt is a fault that nobody has understood yet.
  retries: 0,
  timeout: 120_000,
  reporter: 'list',
  use: {
    browserName: 'chromium',
    launchOptions: launch,
    // A common small phone. Scripts are off, as in Tor Browser at its safest: the site must need none.
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
    screenshot: 'only-on-failure',
  },
})
