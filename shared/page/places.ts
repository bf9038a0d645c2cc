import { PNG } from 'pngjs'
import { encodeQR } from 'qr'

// What a page leaves open when it is built: components write marks, and whoever publishes the page leaves of each place what is right where and
// when it is read. Marks are comments and signs that a plain search finds: a parser of HTML would read all pages for 0.4 s at each start.

/**
 * Where the words of a page are read: on the site, as its own server answers; in a static copy (`npm run release`), which anybody serves; in
 * the one file to keep. Not everything that is true of one is true of the others.
 */
export const readingPlaces = ['site', 'copy', 'file'] as const

export type ReadingPlace = typeof readingPlaces[number]

/**
 * The places that an editor has named, `site` or `copy file`.
 *
 * @returns undefined when one of them does not exist, or none is named
 */
export function readPlaces(on: string): ReadingPlace[] | undefined {
  const names = on.split(' ')
  const places = readingPlaces.filter(place => names.includes(place))
  return places.length === names.length ? places : undefined
}

/**
 * The texts of the comments around what depends on something.
 *
 * - `only`: words that stand in some reading places alone.
 * - `validity`: a contact that was ever confirmed, as it looks in service; `otherwise`, once the confirmation has run out. A site that nobody
 *   rebuilds for months must not show an old confirmation as a fresh one.
 * - `ownAddress`: in the leaflet, the address of the site or its QR code; `otherwise`, a line to write on by hand. A page is built without
 *   knowing where it will be served.
 * - `onion`: the sentence with the address of the site as an onion service.
 */
export const marks = {
  only: { begin: (where: string) => `only:${where}`, end: 'only-end' },
  validity: { begin: (lastDay: string) => `valid-until:${lastDay}`, otherwise: 'valid-else', end: 'valid-end' },
  ownAddress: { begin: 'own-address', otherwise: 'own-address-else', end: 'own-address-end' },
  onion: { begin: 'onion', end: 'onion-end' },
} as const

/** What stands for the site's own address as people type it, for the picture of its QR code, and for the host of its onion service. */
export const addressToken = '%address%'
export const emptyPicture = 'data:,'
export const onionToken = '%onion%'

/** What stands for the size of a published file and for its SHA-256: pages are printed before the files are made from them. */
export const fileToken = {
  size: (file: string) => `%size:${file}%`,
  sha256: (file: string) => `%sha256:${file}%`,
} as const

const only = between(marks.only.begin('([a-z ]+)'), marks.only.end)
const validity = between(marks.validity.begin('(\\d{4}-\\d\\d-\\d\\d)'), marks.validity.otherwise, marks.validity.end)
const ownAddress = between(marks.ownAddress.begin, marks.ownAddress.otherwise, marks.ownAddress.end)
const onion = between(marks.onion.begin, marks.onion.end)
const fileFact = /%(size|sha256):([\w.-]+)%/g

/** Finds comments that follow each other, and gives what stands between them. */
function between(...comments: string[]): RegExp {
  return new RegExp(comments.map(comment => `<!--${comment}-->`).join('([\\s\\S]*?)'), 'g')
}

/** What stands in the place of a contact, made of the last valid day, `YYYY-MM-DD`, and of the two forms. */
type ValidityForm = (until: string, current: string, expired: string) => string

/** What is not known when a page is built, and is when it is published. */
interface Circumstances {
  place: ReadingPlace
  /** The UTC day on which it is read, or the last one, `YYYY-MM-DD`; for what is read on any day, how a confirmation is told in it. */
  day: string | ValidityForm
  /** The address of the start page in the language of the page, for example `https://example.org/ru`, where it is known. */
  address?: string | undefined
  /** Where the same site is an onion service, for example `http://….onion`. */
  onionOrigin?: string | undefined
}

/** Leaves of every marked place what is right where and when a page is read. Whatever is published goes through here, so that no mark is left in it. */
export function settlePage(html: string, { place, day, address, onionOrigin }: Circumstances): string {
  const here = html.replace(only, (_all, where: string, words: string) => readPlaces(where)?.includes(place) ? words : '')
  const named = settleValidity(here, day)
    .replace(onion, (_all, sentence: string) => onionOrigin ? sentence.replace(onionToken, new URL(onionOrigin).hostname) : '')
  return settleOwnAddress(named, address)
}

/** Leaves of each contact the form that is right on a day, of which the last valid one is still valid. */
export function settleValidity(html: string, day: Circumstances['day']): string {
  const form: ValidityForm = typeof day === 'string' ? (until, current, expired) => day <= until ? current : expired : day
  return html.replace(validity, (_all, until: string, current: string, expired: string) => form(until, current, expired))
}

function settleOwnAddress(html: string, address: string | undefined): string {
  if (!html.includes(`<!--${marks.ownAddress.begin}-->`)) return html
  if (!address) return html.replace(ownAddress, '$2')
  const picture = qrDataUrl(address)
  return html.replace(ownAddress, (_all, known: string) => known
    .replace(`src="${emptyPicture}"`, `src="${picture}"`)
    .replaceAll(addressToken, address.replace(/^https?:\/\//, '')))
}

/** Writes what is known of published files where a page names them. */
export function fillFileFacts(html: string, factOf: (what: 'size' | 'sha256', file: string) => string): string {
  return html.replace(fileFact, (_all, what: 'size' | 'sha256', file: string) => factOf(what, file))
}

/**
 * Makes the addresses absolute that only mean something absolute: the links to translations and the sitemap. A page also gets
 * its canonical link. Without an origin everything stays relative, so that a copy works under any host name.
 *
 * @param text a built page, robots.txt or sitemap.xml
 * @param path its own address, for example `/fr/steps`
 * @param origin for example `https://example.org`
 */
export function withOrigin(text: string, path: string, origin: string | undefined): string {
  if (!origin) return text
  return text
    .replace(/(<link rel="alternate" hreflang="[\w-]+" href=")(?=\/)/g, `$1${origin}`)
    .replace(/(<link rel="alternate" hreflang="\w+")/, `<link rel="canonical" href="${origin}${path}">$1`)
    .replace(/(<xhtml:link\b[^>]*\bhref=")(?=\/)/g, `$1${origin}`)
    .replace(/(<loc>)(?=\/)/g, `$1${origin}`)
    .replace(/^(Sitemap: )(?=\/)/m, `$1${origin}`)
}

/** White around a QR code, in modules: https://www.iso.org/standard/83389.html. Without it a phone may not find the code. */
const quietZone = 4

/** Pixels a module: enough that no viewer blurs the edges when it enlarges the picture to its size on paper. */
const modulePixels = 6

/**
 * A QR code as a PNG in a `data:` address. PNG, since Tor Browser at its safest shows no SVG; in the page, since a page is one request.
 * A quarter of the code may be lost to a fold or a bad copy.
 *
 * @param text what a phone reads from it; never a `tel:` address, which would leave an entry in the call list
 */
export function qrDataUrl(text: string): string {
  const modules = encodeQR(text, 'raw', { ecc: 'quartile', border: quietZone })
  const size = modules.length * modulePixels
  const picture = new PNG({ width: size, height: size })
  picture.data.fill(255)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const dark = modules[Math.floor(y / modulePixels)]?.[Math.floor(x / modulePixels)]
      if (dark) picture.data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3)
    }
  }
  return `data:image/png;base64,${PNG.sync.write(picture, { colorType: 0, deflateLevel: 9 }).toString('base64')}`
}
