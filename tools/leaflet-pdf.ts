import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Browser } from '@playwright/test'
import { localeCodes, type Locale } from '../shared/locales.ts'
import { parseHtml, replaceParts } from '../shared/page/html.ts'
import { settlePage } from '../shared/page/places.ts'
import { pagePath } from '../shared/paths.ts'
import type { Browser as Found } from './kit/browser.ts'

/** The sheet of six cards and the handbill, in the order of the pages of the printed leaflet. */
const leafletFormats = ['a4', 'a6'] as const

type LeafletFormat = typeof leafletFormats[number]

type LeafletOptions = {
  locale: Locale
  format: LeafletFormat
  /** The folder of the built site, with the prerendered pages. */
  published: string
  /** The address that the leaflet names, such as `https://example.org`; without one it has a line to write it on. */
  origin: string | undefined
  /** `YYYY-MM-DD`: the date of the file; channels whose confirmation has run out by then are left out. */
  day: string
}

/** A name that tells nothing about what is inside. */
export function leafletName(locale: Locale, format: LeafletFormat): string {
  return `info-${locale}-${format}.pdf`
}

/**
 * Prints every leaflet in every language.
 *
 * @returns PDFs by name, for example `info-ru-a4.pdf`
 * @throws Error as {@link makeLeafletPdf} does
 */
export async function makeLeaflets({ launch }: Pick<Found, 'launch'>, options: Omit<LeafletOptions, 'locale' | 'format'>): Promise<Map<string, Buffer>> {
  const browser = await chromium.launch(launch)
  try {
    const files = new Map<string, Buffer>()
    for (const locale of localeCodes) {
      for (const format of leafletFormats) {
        files.set(leafletName(locale, format), await makeLeafletPdf(browser, { ...options, locale, format }))
      }
    }
    return files
  }
  finally {
    await browser.close()
  }
}

/**
 * Prints a leaflet with a real browser. The same page, day and browser give the same bytes.
 *
 * @throws Error when the site was not built, or the paper would have more than the two pages it is made for
 */
export async function makeLeafletPdf(browser: Browser, { locale, format, published, origin, day }: LeafletOptions): Promise<Buffer> {
  const built = readFileSync(join(published, pagePath(locale, 'leaflet'), 'index.html'), 'utf8')
  const settled = settlePage(built, { place: 'copy', day, address: origin && origin + pagePath(locale, 'index') })
  const page = await browser.newPage({ javaScriptEnabled: false, offline: true })
  try {
    // The title goes into the file, where it would tell what the file is.
    await page.setContent(withTitle(settled, 'Info'))
    const all = await page.pdf({ preferCSSPageSize: true })
    const pages = all.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length
    if (pages !== leafletFormats.length) throw new Error(`the leaflet in ${locale} has ${pages} pages instead of two: its text is too long, shorten it`)
    return withoutTraces(await page.pdf({ preferCSSPageSize: true, pageRanges: String(leafletFormats.indexOf(format) + 1) }), day)
  }
  finally {
    await page.close()
  }
}

function withTitle(html: string, text: string): string {
  const { elements } = parseHtml(html)
  return replaceParts(html, elements.filter(({ name }) => name === 'title').map(({ innerStart, innerEnd }) => ({ start: innerStart, end: innerEnd, text })))
}

/** When a file was printed and on which system is nobody's business. The length stays: a PDF holds the offsets of its parts. */
function withoutTraces(pdf: Buffer, day: string): Buffer {
  const text = pdf.toString('latin1')
    .replace(/(\/(?:CreationDate|ModDate) \(D:)\d{14}/g, `$1${day.replaceAll('-', '')}000000`)
    .replace(/(\/Creator \()((?:[^()\\]|\\.)*)/g, (_all, start: string, creator: string) => start + ' '.repeat(creator.length))
  return Buffer.from(text, 'latin1')
}
