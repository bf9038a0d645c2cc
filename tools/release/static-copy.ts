import { posix } from 'node:path'
import { headersOf } from '../../server/http/headers.ts'
import { defaultLocale, isLocale, localeCodes, type Locale } from '../../shared/locales.ts'
import { attributeOf, innerHtml, isWithin, parseHtml, replaceParts, type HtmlElement, type Replacement } from '../../shared/page/html.ts'
import { settlePage } from '../../shared/page/places.ts'
import { blankPage, errorPages, pagePath } from '../../shared/paths.ts'
import { isFile, isReleaseFile, isSearchList, uncompressed } from '../../shared/published.ts'
import type { Files } from '../kit/files.ts'

/** Pages that only a server has a use for. */
const serverPage = new RegExp(`^\\w\\w/(?:${errorPages.join('|')})/index\\.html$`)

/** What is shown in place of missing pages, in all languages. */
const missingPage = 'missing/index.html'

/**
 * A copy of the whole site that no server has to know about.
 *
 * @param published what `npm run build` publishes
 * @param expires the last day on which the copy is valid, `YYYY-MM-DD`
 * @param address where the site is read, without a slash at its end, if that is known; the leaflet names it
 * @throws Error for a file of which it is not known what to do with it, and for a link to what is not in the copy
 */
export function staticCopy(published: Files, expires: string, address?: string): Map<string, Buffer> {
  const taken = [...published].filter(([file]) => !isServerOnly(file))
    .map(([file, content]): [string, Buffer] => [file === missingPage ? '404.html' : file, content])
    .concat(missingPages(published))
    .sort(([a], [b]) => a < b ? -1 : 1)
  const files = new Set(taken.map(([file]) => file))
  return new Map(taken.map(([file, content]) => {
    if (isFile(file)) return [file, content]
    if (!file.endsWith('.html')) throw new Error(`the build has published ${file}: say in tools/release/static-copy.ts what becomes of it in a copy`)
    return [file, Buffer.from(pageOfCopy(content.toString(), { file, files, expires, address }))]
  }))
}

/** One for each language, such as `fr/404.html`, for servers that can tell which to show. */
function missingPages(published: Files): [string, Buffer][] {
  const everywhere = published.get(missingPage)?.toString() ?? ''
  return localeCodes.map((locale) => {
    const served = published.get(`${locale}/404/index.html`)?.toString() ?? ''
    return [`${locale}/404.html`, Buffer.from(missingPageOf(served, everywhere, locale))]
  })
}

/**
 * Whether a file stays behind: also lists of addresses with a host, which a copy does not know, what an earlier release says about itself,
 * and compressed forms; the copy gets its own, of what stands in it.
 */
function isServerOnly(file: string): boolean {
  return serverPage.test(file) || isSearchList(file) || isReleaseFile(file) || uncompressed(file) !== file
}

type CopyOptions = {
  /** The place of the page in the copy, for example `fr/steps/index.html`. */
  file: string
  /** Every place in the copy. */
  files: ReadonlySet<string>
  /** The last day on which the copy is valid, `YYYY-MM-DD`. */
  expires: string
  /** An address at which the site is read, without a slash at its end: the leaflet names it. */
  address?: string | undefined
}

/**
 * Makes of a built page one that needs no server.
 *
 * A copy cannot change by itself: it shows a contact channel as current only if its confirmation lasts as long as the copy is valid.
 *
 * @throws Error for a link to what is not in the copy
 */
function pageOfCopy(html: string, { file, files, expires, address }: CopyOptions): string {
  const first = file.split('/')[0]
  const locale = isLocale(first) ? first : defaultLocale
  const settled = settlePage(html, { place: 'copy', day: expires, address: address && address + pagePath(locale, 'index') })
  const { elements } = parseHtml(settled)
  const charset = elements.find(element => element.name === 'meta' && attributeOf(element, 'charset') !== undefined)
  if (!charset) throw new Error(`${file} does not say its encoding, after which the policy is put`)
  const wayTo = (address: string) => relativeWay(address, file, files)
  const exit = elements.find(element => attributeOf(element, 'id') === 'exit')
  return replaceParts(settled, [
    { start: charset.end, end: charset.end, text: policyOf(settled) },
    ...exit ? exitOfCopy(exit, wayTo(pagePath(locale, blankPage))) : [],
    ...elements.filter(element => element !== exit).flatMap(({ attributes }) => attributes)
      // Links to elsewhere and to a place in the page do not begin with a slash.
      .filter(({ name, value }) => leading.has(name) && value.startsWith('/'))
      .map(({ name, value, start, end }) => ({ start, end, text: `${name}="${wayTo(value)}"` })),
  ])
}

/** Attributes that hold an address. */
const leading = new Set(['href', 'src', 'action', 'poster', 'data'])

/** Directives that browsers ignore in a page, with a message to the console: https://www.w3.org/TR/CSP3/#meta-element */
const headersOnly = /^(?:frame-ancestors|report-uri|sandbox)\b/

/** What the server would say in its headers, as far as a page can say it. */
function policyOf(html: string): string {
  const headers = headersOf({ status: 200, type: 'text/html; charset=utf-8', locale: undefined, body: Buffer.from(html) })
  const policy = (headers[headers.indexOf('Content-Security-Policy') + 1] ?? '').split('; ').filter(directive => !headersOnly.test(directive)).join('; ')
  return `<meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="same-origin">`
}

/**
 * The form of the quick exit that needs no server. The link on the site leads to the page’s own address, by which the server knows who leaves and
 * answers with a blank page in the place of this one. Here it leads to the blank page itself: that clears the screen as fast, but leaves the page
 * behind the button Back.
 */
function exitOfCopy({ attributes, innerStart }: HtmlElement, blank: string): Replacement[] {
  return [
    ...attributes.filter(({ name }) => name === 'href' || name === 'referrerpolicy').map(({ start, end }) => ({ start: start - ' '.length, end })),
    { start: innerStart - '>'.length, end: innerStart, text: ` href="${blank}">` },
  ]
}

/**
 * Writes an address of the site as the way from one file to another, with `index.html` spelled out, so that a copy works under any
 * name and path and from a disk, where no server looks for an index.
 *
 * @param file the place of the page in the copy, for example `fr/steps/index.html`
 * @param files every place in the copy
 * @throws Error for an address that is not in the copy
 */
function relativeWay(address: string, file: string, files: ReadonlySet<string>): string {
  const path = decodeURI(address).slice(1).replace(/\/$/, '')
  const target = [path, posix.join(path, 'index.html')].find(place => files.has(place))
  if (target === undefined) throw new Error(`${file} leads to ${address}, which is not in the copy`)
  return posix.relative(posix.dirname(file), target)
}

/**
 * What a copy shows in place of a missing page below a locale. It has no link into the site: nobody knows at what depth it is shown, and from
 * there no relative one would be right.
 *
 * @param served the page that the server answers with, from the build: it has the contacts
 * @param everywhere the page for addresses of no locale, from the build: it has the words that are right for a copy, in every language
 * @throws Error when either no longer looks like that
 */
function missingPageOf(served: string, everywhere: string, locale: Locale): string {
  const all = parseHtml(everywhere).elements
  const section = all.find(element => element.name === 'section' && attributeOf(element, 'lang') === locale)
  const words = section && all.find(element => element.name === 'p' && isWithin(element, section))
  const { elements } = parseHtml(served)
  const lead = elements.find(element => element.name === 'p' && attributeOf(element, 'class') === 'lead')
  if (!words || !lead) throw new Error(`no words are found for missing pages (${locale}): say in tools/release/static-copy.ts where they are`)
  const ways = elements.filter(element => ['aside', 'header', 'nav'].includes(element.name) || attributeOf(element, 'class') === 'go' || isWayToStart(element, elements))
  return replaceParts(served, [...ways, { start: lead.innerStart, end: lead.innerEnd, text: innerHtml(everywhere, words) }])
}

/** A paragraph that is nothing but a link to the start page. */
function isWayToStart({ name, innerStart, innerEnd }: HtmlElement, elements: readonly HtmlElement[]): boolean {
  return name === 'p' && elements.some(element => element.start === innerStart && element.end === innerEnd && /^\/\w\w$/.test(attributeOf(element, 'href') ?? ''))
}
