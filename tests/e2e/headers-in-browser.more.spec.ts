import { readAnswerKinds } from './header-tables.ts'
import { startElsewhere } from './worlds/front.ts'
import { expect, test } from './site.ts'

/*
 * What the headers do, by the only parser that counts. A value that a browser does not understand is ignored without a word, and a test
 * that compares it with itself does not notice.
 */
test.use({ javaScriptEnabled: true })

for (const [who, way] of [['another site', 'other'], ['a page of this site', 'own']] as const) {
  test(`${who} that opens the page has no hold on it`, async ({ page, site }) => {
    const other = await startElsewhere({ '/': { body: '<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">' } })
    await page.goto(way === 'own' ? `${site.origin}/en/faq` : `${other.origin}/`)
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      page.evaluate(`void (opened = open('${site.origin}/en'))`),
    ])
    await popup.waitForURL(`${site.origin}/en`)
    expect(await popup.evaluate(() => opener)).toBeNull()
    // To whoever has opened it, the window seems closed: https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies
    await expect.poll(() => page.evaluate('opened.closed')).toBe(true)
    other.close()
  })
}

test.describe('without its policy', () => {
  test.use({ bypassCSP: true, expectedMessages: /ERR_BLOCKED_BY_RESPONSE|Failed to load resource/ })

  test('the page still loads no picture of another site that does not offer it', async ({ page, site }) => {
    const other = await startElsewhere({ '/x.png': { headers: { 'Content-Type': 'image/svg+xml' }, body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' } })
    const load = (origin: string) => page.evaluate(async (src) => {
      const image = Object.assign(new Image(), { src })
      return image.decode().then(() => 'shown', () => 'refused')
    }, `${origin}/x.png`)
    await page.goto(`${other.origin}/x.png`)
    expect(await load(other.origin), 'elsewhere it is there').toBe('shown')
    await page.goto(`${site.origin}/en`)
    expect(await load(other.origin)).toBe('refused')
    other.close()
  })
})

test('the page may use nothing of the device', async ({ page, site }) => {
  await page.goto(`${site.origin}/en`)
  const allowed = await page.evaluate(() => 'featurePolicy' in document && document.featurePolicy instanceof Object && 'allowedFeatures' in document.featurePolicy
    && typeof document.featurePolicy.allowedFeatures === 'function'
    ? String(document.featurePolicy.allowedFeatures()).split(',')
    : undefined)
  const denied = (readAnswerKinds()[0]?.headers['permissions-policy'] ?? '').split(', ').map(item => item.replace('=()', ''))
  expect(denied.length).toBeGreaterThan(20)
  expect(allowed?.length, 'the browser tells what is allowed').toBeGreaterThan(0)
  expect(allowed?.filter(feature => denied.includes(feature))).toEqual([])
})

test.describe('breaches of the policy', () => {
  test.use({ expectedMessages: /Content Security Policy|Trusted(?:Type|Script)|frame-ancestors|ERR_BLOCKED_BY_RESPONSE|has been blocked by CORS|Failed to load resource/ })

  test('a script, a style, a frame and a picture from elsewhere that somebody put into a page do nothing', async ({ page, site }) => {
    const other = await startElsewhere({})
    await page.goto(`${site.origin}/en`)
    const breached = await page.evaluate(async (elsewhere) => {
      const seen = new Set<string>()
      const allSeen = new Promise<void>((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => {
          seen.add(event.effectiveDirective)
          if (['frame-src', 'img-src', 'style-src-elem'].every(directive => seen.has(directive))) resolve()
        })
      })
      const script = document.createElement('script')
      try {
        script.text = 'document.title = "taken"'
      }
      catch {
        seen.add('trusted types')
      }
      const style = document.createElement('style')
      style.textContent = 'h1 { display: none }'
      const image = new Image()
      image.src = `${elsewhere}/x.png`
      const frame = document.createElement('iframe')
      frame.src = '/en/faq'
      document.body.append(style, image, frame)
      await allSeen
      return [...seen]
    }, other.origin)
    other.close()
    expect(other.asked).toEqual([])
    expect(breached).toEqual(expect.arrayContaining(['frame-src', 'img-src', 'style-src-elem', 'trusted types']))
    expect(await page.title()).not.toBe('taken')
    await expect(page.locator('h1')).toBeVisible()
  })

  test('other sites read the figures, and nothing else', async ({ page, site }) => {
    const other = await startElsewhere({ '/': { body: '<!doctype html><title>Elsewhere</title><link rel="icon" href="data:,">' } })
    await page.goto(`${other.origin}/`)
    const read = await page.evaluate(async (origin) => {
      const tried = ['/api/visits.json', '/en', '/robots.txt', '/health/live'].map(async (path): Promise<[string, string]> => {
        const cors = await fetch(origin + path).then(({ status }) => String(status), () => 'refused')
        const opaque = await fetch(origin + path, { mode: 'no-cors' }).then(({ type }) => type, () => 'refused')
        return [path, `${cors}, ${opaque}`]
      })
      return Object.fromEntries(await Promise.all(tried))
    }, site.origin)
    other.close()
    expect(read).toEqual({ '/api/visits.json': '200, opaque', '/en': 'refused, refused', '/robots.txt': 'refused, refused', '/health/live': 'refused, refused' })
  })
})

test('a copy to keep is saved under its name, not opened', async ({ page, startSite }) => {
  const site = await startSite({ files: { 'files/info-ru.html': '<!doctype html><title>x</title>' } })
  await page.goto(`${site.origin}/en`)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.evaluate((url) => { location.href = url }, `${site.origin}/files/info-ru.html`),
  ])
  expect(download.suggestedFilename()).toBe('info-ru.html')
  expect(page.url()).toBe(`${site.origin}/en`)
})
