/** A tab of a browser, as far as a reader uses it. Each method waits until the page is there. */
export interface Tab {
  /** Types an address. */
  go: (url: string) => Promise<void>
  /** Clicks on what the CSS selector finds. @param arrival the address at which the reader is in the end; undefined: in another tab */
  click: (selector: string, arrival?: string) => Promise<void>
  reload: () => Promise<void>
  back: () => Promise<void>
  forward: () => Promise<void>
  /** Runs a statement of JavaScript in the page, which then loads again. */
  run: (script: string) => Promise<void>
  close: () => Promise<void>
}

/** A program of people that shows pages. */
export interface Client {
  /** Product and version. */
  name: string
  kind: 'chromium' | 'firefox' | 'text'
  /** Whether it is a Chromium that asks again on the way back to a page that is `no-store` and came over HTTP, as the one of npm (153) does. */
  asksAgain?: boolean
  /** Whether pages may run scripts. */
  scripts: boolean
  open: () => Promise<Tab>
  close: () => Promise<void>
}

/** Asks again and again until it is so. @throws Error that says what did not come, after ten seconds */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000
  while (!await isSo()) {
    if (Date.now() > end) throw new Error(`${what}: not within ten seconds`)
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}
