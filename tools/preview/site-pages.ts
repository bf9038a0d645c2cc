import { errorPages, pagePath } from '../../shared/paths.ts'
import { localeCodes } from '../../shared/locales.ts'
import type { SitePages } from './differences.ts'

/** All that a served site shows: the pages of its sitemap, and those that tell why there is no other. */
export async function fetchPages(origin: string): Promise<SitePages> {
  const sitemap = await fetchText(`${origin}/sitemap.xml`)
  const locations = [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, location = '']) => new URL(location, origin).pathname)
  const paths = [...locations, ...errorPages.flatMap(page => localeCodes.map(locale => pagePath(locale, page)))]
  const pages = new Map<string, string>()
  for (const path of paths) pages.set(path, await fetchText(origin + path))
  return pages
}

async function fetchText(address: string): Promise<string> {
  const answer = await fetch(address)
  return answer.text()
}
