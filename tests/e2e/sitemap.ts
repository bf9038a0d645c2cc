import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { localeCodes, type Locale } from '../../shared/locales.ts'
import { errorPages, parsePath } from '../../shared/paths.ts'
import { builds, root } from './places.ts'

export interface SitePage {
  path: string
  locale: Locale
  /** Its name in the menu; `index` for the start page. */
  name: string
}

/** Every page of the built site, from its sitemap. Read from the file, so that each page can have a test of its own. */
export const sitePages: readonly SitePage[] = readLocations(readFileSync(join(root, builds.shipped, 'public/sitemap.xml'), 'utf8'))
  .map(toPage)

/** What a reader gets who mistypes an address, one in each language. */
export const missingPages: readonly SitePage[] = localeCodes.map(locale => toPage(`/${locale}/nothing-here`))

/** What a reader gets in place of a page, by its own address. */
export const statusPages: readonly SitePage[] = localeCodes
  .flatMap(locale => errorPages.map(name => toPage(`/${locale}/${name}`)))

/** The addresses that a sitemap lists. */
export function readLocations(xml: string): string[] {
  return [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, location = '']) => location)
}

function toPage(path: string): SitePage {
  const { locale, page } = parsePath(path)
  if (locale === undefined) throw new Error(`${path} belongs to no language`)
  return { path, locale, name: page }
}
