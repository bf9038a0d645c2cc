import { chromium, type BrowserContext } from '@playwright/test'
import { findBrowser } from '../browser/find-browser.ts'

/** Width of a common small phone, in CSS pixels. */
const phone = { width: 390, height: 844 }

/** WebP, which Playwright itself does not write: text stays readable at a third of the bytes of JPEG. */
const format = { format: 'webp', quality: 50 } as const

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
    const session = await context.newCDPSession(page)
    const { cssContentSize: { width, height } } = await session.send('Page.getLayoutMetrics')
    const { data } = await session.send('Page.captureScreenshot', { ...format, captureBeyondViewport: true, clip: { x: 0, y: 0, width, height, scale: 1 } })
    return `data:image/webp;base64,${data}`
  }
  finally {
    await page.close()
  }
}
