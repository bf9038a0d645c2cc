import { defaultLocale, localeCodes } from '../shared/locales.ts'
import { pagePath } from '../shared/paths.ts'

/**
 * A sitemap of every page in every locale, each with its translations (https://www.sitemaps.org/protocol.html and
 * https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap).
 *
 * @param pages the names of the pages, `index` among them
 * @returns XML with relative addresses; the server makes them absolute where it knows its origin
 */
export function createSitemap(pages: readonly string[]): string {
  const entries = pages.flatMap(page => localeCodes.map((locale) => {
    const links = localeCodes.map(other => `<xhtml:link rel="alternate" hreflang="${other}" href="${pagePath(other, page)}"/>`)
    const fallback = `<xhtml:link rel="alternate" hreflang="x-default" href="${page === 'index' ? '/' : pagePath(defaultLocale, page)}"/>`
    return `<url><loc>${pagePath(locale, page)}</loc>${links.join('')}${fallback}</url>`
  }))
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...entries,
    '</urlset>\n',
  ].join('\n')
}
