/** A page, cut after its front matter. `head` is undefined when there is none; `bodyLine` is the line of the file on which the body begins. */
export type PageParts = { head: string | undefined, body: string, bodyLine: number }

/** Cuts the text of a page; its front matter stands between two lines of `---` and begins on line 2 of the file. */
export function splitFrontMatter(text: string): PageParts {
  const match = /^---\r?\n([\s\S]*?\r?\n)?---[ \t]*(?:\r?\n|$)/.exec(text)
  if (!match) return { head: undefined, body: text, bodyLine: 1 }
  return { head: match[1] ?? '', body: text.slice(match[0].length), bodyLine: match[0].split('\n').length }
}
