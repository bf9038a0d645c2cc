import { formatTag, isLocale, type Locale } from '../../shared/locales.ts'
import { leafletFormats, leafletName } from './leaflet-pdf.ts'
import type { Files } from './static-copy.ts'

const leafletPage = /^(\w\w)\/leaflet\/index\.html$/

/** Where pages/leaflet.vue says how to print. */
const howToPrint = /<p id="print">[\s\S]*?<\/p>/

/**
 * Names the printed leaflets on the page of the leaflet, as far as there are any. Only a copy has them: a file cannot take back a channel
 * whose confirmation has run out, and a copy is not given out for longer than its channels last.
 *
 * @param html a page
 * @param file its place, for example `fr/leaflet/index.html`; every other page stays as it is
 * @param files all files of the copy
 * @throws Error when the page has no place for them
 */
export function offerLeaflets(html: string, file: string, files: Files): string {
  const locale = leafletPage.exec(file)?.[1]
  if (!isLocale(locale)) return html
  const items = leafletFormats.map(format => leafletName(locale, format)).flatMap((name) => {
    const size = files.get(`files/${name}`)?.length
    return size === undefined ? [] : [`<li><a href="/files/${name}" download="${name}">${name}</a> (${kilobytes(size, locale)})</li>`]
  })
  if (items.length === 0) return html
  if (!howToPrint.test(html)) throw new Error(`${file} has no place for the printed leaflets`)
  return html.replace(howToPrint, place => `${place}<ul>${items.join('')}</ul>`)
}

function kilobytes(size: number, locale: Locale): string {
  return new Intl.NumberFormat(formatTag(locale), { style: 'unit', unit: 'kilobyte' }).format(Math.ceil(size / 1000))
}
