import { chromium } from '@playwright/test'
import { localeCodes } from '../../shared/locales.ts'
import type { Browser } from '../browser/find-browser.ts'
import { leafletFormats, leafletName, makeLeafletPdf, type LeafletOptions } from './leaflet-pdf.ts'

/**
 * Prints every leaflet in every language.
 *
 * @returns PDFs by name, for example `info-ru-a4.pdf`
 * @throws Error as {@link makeLeafletPdf} does
 */
export async function makeLeaflets({ launch }: Pick<Browser, 'launch'>, options: Omit<LeafletOptions, 'locale' | 'format'>): Promise<Map<string, Buffer>> {
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
