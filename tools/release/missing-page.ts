import type { Locale } from '../../shared/locales.ts'

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
export function missingPageOf(served: string, everywhere: string, locale: Locale): string {
  const words = new RegExp(`<section lang="${locale}"><h2>[^<]*</h2><p>([^<]*)</p>`).exec(everywhere)?.[1]
  const lead = /<p class="lead">[^<]*<\/p>/
  if (words === undefined || !lead.test(served)) throw new Error(`no words are found for missing pages (${locale}): say in tools/release/missing-page.ts where they are`)
  return served.replace(leading, '').replace(lead, () => `<p class="lead">${words}</p>`)
}
