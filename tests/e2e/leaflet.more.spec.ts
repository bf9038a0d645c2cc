import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import { isAnswered, isCurrent, lastCurrentDay } from '../../shared/contacts.ts'
import { localeCodes } from '../../shared/locales.ts'
import { leafletName, makeLeafletPdf } from '../../tools/leaflet-pdf.ts'
import { builds, dayFromNow, root, type Build } from './built-site.ts'
import { contentOf, message, plain } from './content.ts'
import { ask } from './requests.ts'
import { expect, test } from './site.ts'

const origin = 'https://example.org'
const today = dayFromNow(0)
/** Of a copier that is set a little too dark. */
const threshold = 150
const known: Record<Build, readonly string[]> = { shipped: displays('shipped'), confirmed: displays('confirmed') }

/** The phones and accounts of a build. */
function displays(build: Build): string[] {
  return contentOf(build).channels.filter(channel => channel.kind !== 'site' && isAnswered(channel)).flatMap(({ display }) => display ?? [])
}

/** What a sheet may be given to print, by name. */
const origins = { 'no address': undefined, 'an address': origin, 'a long address': 'https://a-copy-with-a-long-name.mirrors.example.org' } as const

/** The last day on which every channel of the confirmed site is shown: one of them has run out since. */
function firstToRunOut(): string {
  const [first = today] = contentOf('confirmed').channels.flatMap(channel => lastCurrentDay(channel) ?? []).sort()
  return first
}

test.describe('on a screen', () => {
  for (const locale of localeCodes) {
    test(`/${locale}/leaflet names no channel that nobody has confirmed`, async ({ site }) => {
      const { text } = await ask(site, `/${locale}/leaflet`)
      expect(text).toContain(message(locale, 'leaflet.evidence'))
      expect(text).toContain(message(locale, 'leaflet.by_hand'))
      expect(text).not.toMatch(/<!--|%address%|class="qr"/)
      for (const display of known.shipped) expect(text).not.toContain(display)
    })
  }

  test('fits into the first bytes of a connection, with codes', async ({ startSite }) => {
    const site = await startSite({ build: 'confirmed', env: { SITE_ORIGIN: origin } })
    for (const locale of localeCodes) {
      for (const encoding of ['br', 'gzip']) {
        const { wireSize } = await ask(site, `/${locale}/leaflet`, { 'Accept-Encoding': encoding })
        expect(wireSize, `${locale}, ${encoding}`).toBeLessThanOrEqual(14_000)
      }
    }
  })

  test('a channel leaves the paper when its confirmation runs out', async ({ startSite }) => {
    const channel = contentOf('confirmed').channels.find(entry => entry.kind === 'phone' && isCurrent(entry, today))
    const now = await ask(await startSite({ build: 'confirmed' }), '/ru/leaflet')
    expect(now.text).toContain(channel?.display)
    const later = await ask(await startSite({ build: 'confirmed', daysLater: 400 }), '/ru/leaflet')
    expect(later.text).not.toContain(channel?.display)
  })
})

test.describe('on paper', () => {
  test('the code is read from the print, and from a bad copy of it', async ({ page, startSite }) => {
    const site = await startSite({ build: 'confirmed', env: { SITE_ORIGIN: origin } })
    await page.emulateMedia({ media: 'print' })
    for (const locale of localeCodes) {
      await page.goto(`${site.origin}/${locale}/leaflet`)
      for (const paper of [page.locator('.cards .paper').last(), page.locator('.handbill .paper')]) {
        const picture = PNG.sync.read(await paper.screenshot({ scale: 'device' }))
        expect(readCode(picture)).toBe(`${origin}/${locale}`)
      }
    }
  })

  for (const locale of localeCodes) {
    for (const [name, origin] of Object.entries(origins)) {
      test(`${locale}: all channels at once fit, with ${name}`, async ({ browser }) => {
        const options = { locale, published: join(root, builds.confirmed, 'public'), origin, day: firstToRunOut() }
        // Fails when it does not fit; the rest looks at what is on it.
        const pdf = await makeLeafletPdf(browser, { ...options, format: 'a4' })
        test.skip(spawnSync('pdftotext', ['-v']).error !== undefined, 'pdftotext is not installed: apt-get install poppler-utils')
        const text = plain(spawnSync('pdftotext', ['-', '-'], { input: pdf, encoding: 'utf8' }).stdout)
        for (const display of known.confirmed) expect(text.split(plain(display)), display).toHaveLength(6 + 1)
      })
    }

    for (const build of ['shipped', 'confirmed'] as const) {
      for (const format of ['a4', 'a6'] as const) {
        test(`${locale}, ${build}: ${format} as PDF`, async ({ browser }, testInfo) => {
          test.skip(spawnSync('pdftoppm', ['-v']).error !== undefined, 'pdftoppm is not installed: apt-get install poppler-utils')
          const options = { locale, format, published: join(root, builds[build], 'public'), origin, day: today }
          const pdf = await makeLeafletPdf(browser, options)
          expect((await makeLeafletPdf(browser, options)).equals(pdf), 'the same bytes').toBe(true)

          mkdirSync(testInfo.outputPath(), { recursive: true })
          const file = testInfo.outputPath(leafletName(locale, format))
          writeFileSync(file, pdf)
          const facts = spawnSync('pdfinfo', [file], { encoding: 'utf8' }).stdout
          expect(facts).toMatch(/^Pages: +1$/m)
          expect(facts).toMatch(format === 'a4' ? /^Page size: +59\d\S* x 84\d/m : /^Page size: +29\d\S* x (?:419|420)/m)

          const text = plain(spawnSync('pdftotext', [file, '-'], { encoding: 'utf8' }).stdout)
          const copies = format === 'a4' ? 6 : 1
          expect(text.split(`example.org/${locale}`), 'each paper names the address').toHaveLength(copies + 1)
          const shown = contentOf(build).channels.filter(channel => isCurrent(channel, today) && known[build].includes(channel.display ?? ''))
          for (const { display } of shown) expect(text).toContain(plain(display ?? ''))
          if (shown.length === 0) for (const display of known[build]) expect(text).not.toContain(plain(display))

          const grey = testInfo.outputPath('grey')
          spawnSync('pdftoppm', ['-gray', '-r', '300', '-png', '-singlefile', file, grey])
          const print = PNG.sync.read(readFileSync(`${grey}.png`))
          const one = format === 'a4' ? corner(print) : print
          expect(readCode(one), 'at 300 dpi').toBe(`${origin}/${locale}`)
          expect(readCode(photocopy(one)), 'copied').toBe(`${origin}/${locale}`)
        })
      }
    }
  }
})

/** The first card of a sheet of two columns and three rows. */
function corner(sheet: PNG): PNG {
  const card = new PNG({ width: Math.floor(sheet.width / 2), height: Math.floor(sheet.height / 3) })
  PNG.bitblt(sheet, card, 0, 0, card.width, card.height, 0, 0)
  return card
}

/** What a phone reads from a picture of a paper; undefined when it finds no code. */
function readCode(picture: PNG): string | undefined {
  return jsQR(new Uint8ClampedArray(picture.data), picture.width, picture.height)?.data
}

/** A bad photocopy: half as many points, smeared over their neighbours, and only black and white. */
function photocopy(picture: PNG): PNG {
  const width = Math.floor(picture.width / 2)
  const height = Math.floor(picture.height / 2)
  const copy = new PNG({ width, height })
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const shade = brightness(picture, 2 * x, 2 * y) < threshold ? 0 : 255
      copy.data.set([shade, shade, shade, 255], (y * width + x) * 4)
    }
  }
  return copy
}

/** The mean of the 4 × 4 points around one, 0 to 255. */
function brightness({ data, width, height }: PNG, left: number, top: number): number {
  let sum = 0
  for (let y = top - 1; y < top + 3; y++) {
    for (let x = left - 1; x < left + 3; x++) {
      const inside = x >= 0 && y >= 0 && x < width && y < height
      sum += inside ? data[(y * width + x) * 4] ?? 255 : 255
    }
  }
  return sum / 16
}
