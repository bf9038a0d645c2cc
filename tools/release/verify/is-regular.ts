const attributes = /(?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*/.source
const text = /[^<]+|<(?![a-z/!?])/.source

/** Text, a comment, the doctype, an end tag, an element whose content is text alone, a start tag. */
const piece = new RegExp([
  text,
  /<!--(?!-?>)[\s\S]*?-->/.source,
  '<!doctype html>',
  /<\/[a-z][\w:-]*\s*>/.source,
  `<(style|title)${attributes}>(?:${text})*</\\1>`,
  `<(?!style\\b|title\\b)[a-z][\\w:-]*${attributes}/?>`,
].join('|'), 'giy')

/** Signs by which a page could be read in another encoding, or that no encoding has; and an end of comments that only browsers know. */
// eslint-disable-next-line no-control-regex
const strange = /[\0-\x08\v\x0E-\x1F\uFFFD]|--!>/

/**
 * Whether a page is written so plainly that a browser reads the same tags in it as a simple program: HTML has rules for every fault, by which
 * what looks like a comment can be a tag (https://html.spec.whatwg.org/multipage/parsing.html#parse-errors). Pages of a release have none.
 */
export function isRegular(html: string): boolean {
  if (strange.test(html)) return false
  const length = html.matchAll(piece).reduce((sum, [whole]) => sum + whole.length, 0)
  return length === html.length
}
