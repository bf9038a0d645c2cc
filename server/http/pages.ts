import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isLocale } from '../../shared/locales.ts'
import { statusOfPage, uncountedPages } from '../../shared/paths.ts'
import { makeDocument, type Document } from './document.ts'
import { isDynamic } from './dynamic.ts'
import { withOrigin } from './origin.ts'
import { settlePage } from './settle.ts'

export interface PageOptions {
  /** The folder of prerendered files. */
  folder: string
  siteOrigin: string | undefined
  /** Where the same pages are as an onion service. */
  onionOrigin: string | undefined
  /** `YYYY-MM-DD` (UTC): contact channels whose confirmation has run out by then are no longer shown as current. */
  today: string
}

/**
 * Loads every prerendered page, robots.txt and sitemap.xml into memory; but not what the framework makes anew, of which the prerendered form
 * is for copies.
 *
 * @returns answers by path: `/ru`, `/ru/contact`, `/robots.txt`, without a slash at the end.
 * @throws Error when the folder holds no page: then the site was not built.
 */
export async function loadPages({ folder, siteOrigin, onionOrigin, today }: PageOptions): Promise<Map<string, Document>> {
  if (!existsSync(folder)) throw new Error(`there are no pages in ${folder}: run npm run build first`)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(file => file.replaceAll('\\', '/'))
  // Also while somebody puts another build in place: what was loaded before is better than nothing.
  if (!files.some(file => file.endsWith('/index.html'))) throw new Error(`there is no page in ${folder}: run npm run build first`)
  const documents = files
    .filter(file => /^(?:\w\w\/(?:[\w-]+\/)?index\.html|robots\.txt|sitemap\.xml)$/.test(file) && !isDynamic(pathOf(file)))
    .map(async (file): Promise<[string, Document]> => {
      const path = pathOf(file)
      const [, first, name = ''] = path.split('/')
      const built = readFileSync(join(folder, file))
      const text = built.toString()
      const settled = withOrigin(settlePage(text, { place: 'site', day: today, address: siteOrigin && `${siteOrigin}/${first}`, onionOrigin }), path, siteOrigin)
      const prepared = settled === text ? { brotli: readIfThere(join(folder, `${file}.br`)), gzip: readIfThere(join(folder, `${file}.gz`)) } : {}
      return [path, await makeDocument({
        status: statusOfPage(name),
        type: typeOf(file),
        locale: isLocale(first) ? first : undefined,
        counts: !uncountedPages.includes(name),
        body: Buffer.from(settled),
        onionAddress: onionOrigin && onionOrigin + path,
        ...prepared,
      })]
    })
  return new Map(await Promise.all(documents))
}

function pathOf(file: string): string {
  return `/${file.replace(/\/index\.html$/, '')}`
}

function typeOf(file: string): string {
  if (file.endsWith('.html')) return 'text/html; charset=utf-8'
  return file.endsWith('.xml') ? 'application/xml; charset=utf-8' : 'text/plain; charset=utf-8'
}

function readIfThere(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined
}
