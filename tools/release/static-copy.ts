import { localeCodes } from '../../shared/locales.ts'
import { errorPages } from '../../shared/paths.ts'
import { isFile, isSearchList, uncompressed } from '../../shared/published.ts'
import { missingPageOf } from './missing-page.ts'
import { offerLeaflets } from './offer-leaflets.ts'
import { pageOfCopy } from './page-of-copy.ts'
import { isReleaseFile } from './signatures.ts'

/** Files by their place below a folder, with `/`. */
export type Files = ReadonlyMap<string, Buffer>

/** Pages that only a server has a use for. */
const serverPage = new RegExp(`^\\w\\w/(?:${errorPages.join('|')})/index\\.html$`)

/** What is shown in place of missing pages, in all languages. */
const missingPage = 'missing/index.html'

/**
 * A copy of the whole site that no server has to know about.
 *
 * @param published what `npm run build` publishes, and the printed leaflets, if there are any
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
    return [file, Buffer.from(pageOfCopy(offerLeaflets(content.toString(), file, published), { file, files, expires, address }))]
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
