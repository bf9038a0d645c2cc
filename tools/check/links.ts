import { errorAt, type Finding } from '../../shared/content/finding.ts'
import { pagePath } from '../../shared/paths.ts'
import type { Link } from './markdown.ts'
import type { Page } from './page.ts'

/** Links that lead nowhere, to another locale, to the page itself or out of the site; and what pages may not contain. */
export function checkLinks(pages: readonly Page[]): Finding[] {
  return pages.flatMap(page => [
    ...page.markdown.links.flatMap(link => linkFindings(page, link, pages)),
    ...page.markdown.refused.map(({ what, line }) => errorAt(
      'markdown', page.file, line,
      `pages do not contain ${what}`,
      'write it as a paragraph, a list or a component',
    )),
    ...bareAddresses(page),
  ])
}

function linkFindings(page: Page, { href, text, line }: Link, pages: readonly Page[]): Finding[] {
  const at = (message: string, mend: string): Finding[] => [errorAt('link', page.file, line, message, mend)]
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(href)) return at(`the link ${href} leads out of the site`, 'name the source in the front matter')
  if (text.trim() === '') return at(`the link to ${href} has no text`, 'write what it leads to')
  if (/[#?]/.test(href)) return at(`the link ${href} has an anchor or a query`, `link to the page: ${href.replace(/[#?].*/, '')}`)
  const target = pages.find(candidate => pagePath(candidate.locale, candidate.name) === href)
  if (!target) return at(`there is no page ${href}`, `link to a page of the menu; the start page is /${page.locale}`)
  if (target.locale !== page.locale) return at(`the link ${href} leads to another language`, `link to /${page.locale}…`)
  if (target === page) return at('the page links to itself', 'remove the link')
  return []
}

/** A typed address outside of a link; some Markdown readers make it one. */
function bareAddresses({ file, markdown: { body, bodyLine } }: Page): Finding[] {
  return body.split('\n').flatMap((text, index) => /(?<!\]\(\s*<?)(?:https?:\/\/|\bwww\.)/i.test(text)
    ? [errorAt('link', file, bodyLine + index, 'an address is typed in the text', 'name the source in the front matter')]
    : [])
}
