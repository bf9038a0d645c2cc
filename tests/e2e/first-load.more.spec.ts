import { readings } from './reading.ts'
import { expect } from './site.ts'

// Figures to read, not limits: the emulation waits by the clock, and so does everything else on the machine.
for (const { where, test } of readings) {
  test(`how long a page takes on a bad line, ${where}`, async ({ page, place }) => {
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    // 2G: 50 kbit/s and a second from question to answer.
    const bytesPerSecond = 50_000 / 8
    await session.send('Network.emulateNetworkConditions', {
      offline: false, latency: 1000, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond,
    })
    for (const path of ['/ru', '/uk/project']) {
      await page.goto(place.addressOf(path))
      const [drawn, loaded] = await page.evaluate(() => {
        const [navigation] = performance.getEntriesByType('navigation')
        const [paint] = performance.getEntriesByName('first-contentful-paint')
        return [paint?.startTime ?? 0, navigation?.duration ?? 0].map(time => `${(time / 1000).toFixed(1)} s`)
      })
      console.log(`${path} at 50 kbit/s and 1 s: first text after ${drawn}, complete after ${loaded}`)
      await expect(page.locator('h1')).toBeVisible()
    }
  })
}
