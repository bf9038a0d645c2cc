import { finding, type Finding } from '../../shared/content/finding.ts'
import { pagePath } from '../../shared/paths.ts'
import type { Link } from './markdown.ts'
import type { Page } from './page.ts'

/** Links that lead nowhere, to another locale, to the page itself or out of the site; and what pages may not contain. */
export function checkLinks(pages: readonly Page[]): Finding[] {
  return pages.flatMap(page => [
    ...page.markdown.links.flatMap(link => linkFindings(page, link, pages)),
    ...page.markdown.refused.map(({ what, ...place }) => finding('markdown', page.file, place, { what: { term: what } })),
    ...page.markdown.signs.map(({ text, ...place }) => finding('markdown-sign', page.file, place, { text })),
    ...page.markdown.emoji.map(({ text, ...place }) => finding('markdown-emoji', page.file, place, { text })),
    ...bareAddresses(page),
  ])
}

function linkFindings(page: Page, { href, text, ...place }: Link, pages: readonly Page[]): Finding[] {
  const { file } = page
  const start = `/${page.locale}`
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(href)) return [finding('link-outside', file, place, { href })]
  if (text.trim() === '') return [finding('link-text', file, place, { href })]
  if (/[#?]/.test(href)) return [finding('link-anchor', file, place, { href, page: href.replace(/[#?].*/, '') })]
  const target = pages.find(candidate => pagePath(candidate.locale, candidate.name) === href)
  if (!target) return [finding('link-nowhere', file, place, { href, start })]
  if (target.locale !== page.locale) return [finding('link-language', file, place, { href, start })]
  if (target === page) return [finding('link-itself', file, place)]
  return []
}

/** A typed address outside of a link; some Markdown readers make it one. */
function bareAddresses({ file, markdown: { body, bodyLine } }: Page): Finding[] {
  return body.split('\n').flatMap((text, index) => {
    const column = text.search(/(?<!\]\(\s*<?)(?:https?:\/\/|\bwww\.)/i) + 1
    return column > 0 ? [finding('link-typed', file, { line: bodyLine + index, column })] : []
  })
}
