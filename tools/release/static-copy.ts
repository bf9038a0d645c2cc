import { posix } from 'node:path'
import { headersOf } from '../../server/http/headers.ts'
import { defaultLocale, isLocale, localeCodes, type Locale } from '../../shared/locales.ts'
import { settlePage } from '../../shared/page/places.ts'
import { errorPages, pagePath } from '../../shared/paths.ts'
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
  return withPolicy(relativeLinks(withExitOfCopy(settled, locale), file, files))
}

/** Directives that browsers ignore in a page, with a message to the console: https://www.w3.org/TR/CSP3/#meta-element */
const headersOnly = /^(?:frame-ancestors|report-uri|sandbox)\b/

/** Puts into the page what the server would say in its headers, as far as a page can say it. */
function withPolicy(html: string): string {
  const headers = headersOf({ status: 200, type: 'text/html; charset=utf-8', locale: undefined, body: Buffer.from(html) })
  const policy = (headers[headers.indexOf('Content-Security-Policy') + 1] ?? '').split('; ').filter(directive => !headersOnly.test(directive)).join('; ')
  const charset = '<meta charset="utf-8">'
  if (!html.includes(charset)) throw new Error('a page does not say its encoding where the policy is put after it')
  return html.replace(charset, `${charset}<meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="same-origin">`)
}

const exitLink = /<a\b[^>]*\bid="exit"[^>]*>/

/**
 * A page with the form of the quick exit that needs no server; the address of the blank page is still that on the site. The link on the site
 * leads to the page’s own address, by which the server knows who leaves and answers with a blank page in the place of this one. Here it leads
 * to the blank page itself: that clears the screen as fast, but leaves the page behind the button Back.
 */
function withExitOfCopy(html: string, locale: string): string {
  return html.replace(exitLink, tag => tag.replace(/\s(?:href|referrerpolicy)="[^"]*"/g, '').replace(/>$/, ` href="/${locale}/x">`))
}

/** Attributes that hold an address of the site. Links to elsewhere and to a place in the page do not begin with a slash. */
const rooted = /(\s(?:href|src|action|poster|data)=")(\/[^"]*)"/g

/**
 * Writes every address of the site as the way from one file to another, with `index.html` spelled out, so that a copy works under any
 * name and path and from a disk, where no server looks for an index.
 *
 * @param html a page
 * @param file its place in the copy, for example `fr/steps/index.html`
 * @param files every place in the copy
 * @throws Error for a link to what is not in the copy
 */
function relativeLinks(html: string, file: string, files: ReadonlySet<string>): string {
  return html.replace(rooted, (_all, start: string, address: string) => {
    const target = fileOf(address, files)
    if (target === undefined) throw new Error(`${file} leads to ${address}, which is not in the copy`)
    return `${start}${posix.relative(posix.dirname(file), target)}"`
  })
}

/** @returns the place of what an address leads to: a file of that name, or the page in that folder */
function fileOf(address: string, files: ReadonlySet<string>): string | undefined {
  const path = decodeURI(address).slice(1).replace(/\/$/, '')
  return [path, posix.join(path, 'index.html')].find(place => files.has(place))
}

/** What leads somewhere or leaves: the quick exit, the head of the page, its menus, the way to the start page. */
const leading = /<aside class="leave"[\s\S]*?<\/aside>|<header[\s\S]*?<\/header>|<nav[\s\S]*?<\/nav>|<p><a href="\/\w\w">[\s\S]*?<\/a><\/p>/g

/**
 * What a copy shows in place of a missing page below a locale. It has no link into the site: nobody knows at what depth it is shown, and from
 * there no relative one would be right.
 *
 * @param served the page that the server answers with, from the build: it has the contacts
 * @param everywhere the page for addresses of no locale, from the build: it has the words that are right for a copy, in every language
 * @throws Error when either no longer looks like that
 */
function missingPageOf(served: string, everywhere: string, locale: Locale): string {
  const words = new RegExp(`<section lang="${locale}"><h2>[^<]*</h2><p>([^<]*)</p>`).exec(everywhere)?.[1]
  const lead = /<p class="lead">[^<]*<\/p>/
  if (words === undefined || !lead.test(served)) throw new Error(`no words are found for missing pages (${locale}): say in tools/release/static-copy.ts where they are`)
  return served.replace(leading, '').replace(lead, () => `<p class="lead">${words}</p>`)
}
