import { qrDataUrl } from './qr.ts'

/**
 * The leaflet holds two forms of each place where the site's own address stands: with the address or its QR code, and with a line to write
 * on by hand. Comments that components/OwnAddress.vue writes divide them. A page is built without knowing where it will be served.
 */
const marked = /<!--own-address-->([\s\S]*?)<!--own-address-else-->([\s\S]*?)<!--own-address-end-->/g

/** What stands in a built page for the address as people type it, and for the QR code; components/LeafletPaper.vue writes them. */
export const addressToken = '%address%'
export const emptyPicture = 'data:,'

/**
 * Leaves of each marked place the form that is right for a site at a known address, or at none.
 *
 * @param address of the page to which the paper leads, for example `https://example.org/ru`
 */
export function settleOwnAddress(html: string, address: string | undefined): string {
  if (!html.includes('<!--own-address-->')) return html
  if (!address) return html.replace(marked, '$2')
  const picture = qrDataUrl(address)
  return html.replace(marked, (_all, known: string) => known
    .replace(`src="${emptyPicture}"`, `src="${picture}"`)
    .replaceAll(addressToken, address.replace(/^https?:\/\//, '')))
}
