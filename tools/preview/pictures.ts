import { chromium, type BrowserContext } from '@playwright/test'
import { findBrowser } from '../browser/find-browser.ts'

/** Width of a common small phone, in CSS pixels. */
const phone = { width: 390, height: 844 }

/** JPEG: text stays readable, and a page takes some 200 kB. */
const quality = 45

/** Takes a picture of a whole page at the width of a phone. @returns a data URI */
export type TakePicture = (address: string) => Promise<string>

/**
 * Lends a browser that takes pictures, without scripts and with no way out but to the servers that are compared.
 *
 * @param origins of these servers
 */
export async function withCamera<T>(origins: readonly string[], use: (take: TakePicture) => Promise<T>): Promise<T> {
  const { launch } = await findBrowser()
  const browser = await chromium.launch(launch)
  try {
    const context = await browser.newContext({ viewport: phone, javaScriptEnabled: false, colorScheme: 'light', reducedMotion: 'reduce' })
    await context.route(url => !origins.includes(url.origin), route => route.abort())
    return await use(address => takePicture(context, address))
  }
  finally {
    await browser.close()
  }
}

async function takePicture(context: BrowserContext, address: string): Promise<string> {
  const page = await context.newPage()
  try {
    await page.goto(address)
    // Not `fullPage`: Chromium then resizes the page while it takes the picture, and on a busy machine it gives up when the surface that it
    // copies was just replaced (“Unable to capture screenshot”: five attempts, with no wait between them).
    await page.setViewportSize({ width: phone.width, height: await page.evaluate(() => document.documentElement.scrollHeight) })
    const bytes = await page.screenshot({ type: 'jpeg', quality })
    return `data:image/jpeg;base64,${bytes.toString('base64')}`
  }
  finally {
    await page.close()
  }
}
