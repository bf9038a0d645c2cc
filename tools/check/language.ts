import { finding, placeCounter, type Finding } from '../../shared/content/finding.ts'
import type { Page } from './page.ts'

/**
 * Cyrillic in French and English pages without a mark of its language: a screen reader would spell it out letter by letter.
 * https://www.w3.org/WAI/WCAG22/Understanding/language-of-parts
 */
export function checkLanguage(pages: readonly Page[]): Finding[] {
  return pages.filter(({ locale }) => locale === 'fr' || locale === 'en').flatMap(page => [...inBody(page), ...inFrontMatter(page)])
}

function inBody({ file, markdown: { body, bodyLine } }: Page): Finding[] {
  // Blanked rather than removed, so that offsets stay.
  const rest = body.replace(/\[[^\]]*\]\{[^}]*\blang=[^}]*\}/g, marked => ' '.repeat(marked.length))
  const placeAt = placeCounter(body, bodyLine)
  return [...rest.matchAll(/\p{Script=Cyrillic}[\p{Script=Cyrillic}\s’'-]*/gu)]
    .map(match => finding('language-unmarked', file, placeAt(match.index), { text: match[0].trim() }))
}

/** A title and a description are plain text in the head of the page: they cannot carry a mark. */
function inFrontMatter({ file, frontMatter, yaml }: Page): Finding[] {
  const fields = ['title', 'description'] as const
  return fields.filter(field => /\p{Script=Cyrillic}/u.test(frontMatter?.[field] ?? ''))
    .map(field => finding('language-head', file, yaml.placeOf([field]), { field }))
}
