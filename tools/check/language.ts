import { errorAt, type Finding } from '../../shared/content/finding.ts'
import { lineCounter } from './markdown.ts'
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
  const lineAt = lineCounter(body, bodyLine)
  return [...rest.matchAll(/\p{Script=Cyrillic}[\p{Script=Cyrillic}\s’'-]*/gu)].map(match =>
    errorAt(
      'language', file, lineAt(match.index),
      `“${match[0].trim()}” is Cyrillic without a mark of its language`,
      `write [${match[0].trim()}]{lang="ru"}, with the quotation marks inside the brackets`,
    ))
}

/** A title and a description are plain text in the head of the page: they cannot carry a mark. */
function inFrontMatter({ file, frontMatter, yaml }: Page): Finding[] {
  const fields = ['title', 'description'] as const
  return fields.filter(field => /\p{Script=Cyrillic}/u.test(frontMatter?.[field] ?? ''))
    .map(field => errorAt(
      'language', file, yaml.lineOf([field]),
      `the ${field} contains Cyrillic letters`,
      'write it in the language of the page alone',
    ))
}
