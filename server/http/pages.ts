import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isLocale } from '../../shared/locales.ts'
import { settlePage, withOrigin } from '../../shared/page/places.ts'
import { statusOfPage, uncountedPages } from '../../shared/paths.ts'
import { makeDocument, type Document } from './document.ts'
import { isDynamic } from './dynamic.ts'

/** Prerendered files by path, as they were built. */
export type BuiltPages = ReadonlyMap<string, Built>

interface Built {
  readonly type: string
  readonly body: Buffer
  readonly brotli: Buffer | undefined
  readonly gzip: Buffer | undefined
}

export interface PageOptions {
  siteOrigin: string | undefined
  /** Where the same pages are as an onion service. */
  onionOrigin: string | undefined
  /** `YYYY-MM-DD` (UTC): contact channels whose confirmation has run out by then are no longer shown as current. */
  today: string
}

/**
 * Loads every prerendered page, robots.txt and sitemap.xml into memory, once: later somebody may have put another build in place. But not what the
 * framework makes anew, of which the prerendered form is for copies.
 *
 * @param folder the folder of prerendered files
 * @returns files by path: `/ru`, `/ru/contact`, `/robots.txt`, without a slash at the end.
 * @throws Error when the folder holds no page: then the site was not built.
 */
export function readPages(folder: string): BuiltPages {
  if (!existsSync(folder)) throw new Error(`there are no pages in ${folder}: run npm run build first`)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(file => file.replaceAll('\\', '/'))
  if (!files.some(file => file.endsWith('/index.html'))) throw new Error(`there is no page in ${folder}: run npm run build first`)
  return new Map(files
    .filter(file => /^(?:\w\w\/(?:[\w-]+\/)?index\.html|robots\.txt|sitemap\.xml)$/.test(file) && !isDynamic(pathOf(file)))
    .map(file => [pathOf(file), {
      type: typeOf(file),
      body: readFileSync(join(folder, file)),
      brotli: readIfThere(join(folder, `${file}.br`)),
      gzip: readIfThere(join(folder, `${file}.gz`)),
    }]))
}

/** Makes of what was built what is right on a day. */
export async function makePages(built: BuiltPages, { siteOrigin, onionOrigin, today }: PageOptions): Promise<Map<string, Document>> {
  const documents = [...built].map(async ([path, { type, body, brotli, gzip }]): Promise<[string, Document]> => {
    const [, first, name = ''] = path.split('/')
    const text = body.toString()
    const settled = withOrigin(settlePage(text, { place: 'site', day: today, address: siteOrigin && `${siteOrigin}/${first}`, onionOrigin }), path, siteOrigin)
    return [path, await makeDocument({
      status: statusOfPage(name),
      type,
      locale: isLocale(first) ? first : undefined,
      counts: !uncountedPages.includes(name),
      body: Buffer.from(settled),
      onionAddress: onionOrigin && onionOrigin + path,
      ...settled === text ? { brotli, gzip } : {},
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
