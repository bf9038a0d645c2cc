/**
 * The mark of a paragraph that every language must have before a release: `:urgent` within it. Nobody sees it on the site,
 * and no other rule sees it in the text.
 */
const mark = /(?<![\w:]):urgent(?![\w[{-])/gi

/** Whether a text has the mark. */
export function isUrgent(text: string): boolean {
  return text.search(mark) >= 0
}

/** The text without its marks, of the same length, so that offsets and lines stay. */
export function blankUrgent(text: string): string {
  return text.replace(mark, found => ' '.repeat(found.length))
}

/** The text without its marks and the space behind each: a list item must not begin with four spaces, which would make it code. */
export function removeUrgent(text: string): string {
  return text.replace(new RegExp(`${mark.source}[ \\t]*`, 'gi'), '')
}
