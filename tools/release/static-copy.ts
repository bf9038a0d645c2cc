import { localeCodes } from '../../shared/locales.ts'
import { missingPageOf } from './missing-page.ts'
import { offerLeaflets } from './offer-leaflets.ts'
import { pageOfCopy } from './page-of-copy.ts'

/** Files by their place below a folder, with `/`. */
export type Files = ReadonlyMap<string, Buffer>

/** Pages that only a server has a use for, and lists that must name addresses with a host, which a copy does not know. */
const serverOnly = /^(?:\w\w\/(?:404|busy|unavailable)\/index\.html|robots\.txt|sitemap\.xml)$/

/** Compressed forms; the copy gets its own, of what stands in it. */
const compressed = /\.(?:gz|br)$/

/** What is taken over as it is. */
const untouched = /^(?:files\/.|\.well-known\/security\.txt$)/

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
  const taken = [...published].filter(([file]) => !serverOnly.test(file) && !compressed.test(file) && !isManifest(file))
    .map(([file, content]): [string, Buffer] => [file === missingPage ? '404.html' : file, content])
    .concat(missingPages(published))
    .sort(([a], [b]) => a < b ? -1 : 1)
  const files = new Set(taken.map(([file]) => file))
  return new Map(taken.map(([file, content]) => {
    if (untouched.test(file)) return [file, content]
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

/** The manifest of an earlier release, which lies beside the pages for the server. */
function isManifest(file: string): boolean {
  return file.startsWith('.well-known/release.')
}
