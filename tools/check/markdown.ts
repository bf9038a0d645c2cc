export type Line = { line: number }
export type Heading = Line & { level: number }
export type Link = Line & { text: string, href: string }
/** `attributes` is what stands between the braces. */
export type ComponentUse = Line & { name: string, attributes: string }
/** Something that pages may not contain. */
export type Refused = Line & { what: string }

/** What rules need to know about the body of a page; all lines are those of the file. */
export type Markdown = {
  body: string
  bodyLine: number
  headings: Heading[]
  items: Line[]
  links: Link[]
  components: ComponentUse[]
  refused: Refused[]
}

const linkPattern = /(?<!!)\[([^\]]*)\]\(\s*<?([^)\s>]*)>?[^)]*\)/g

/** Where remark-mdc begins a component: `::name` on its own line, `:name` after a space, a bracket or a sign of emphasis. */
const componentPattern = /(?:^[ \t]*:{2,}|(?<=^|[\s[*_(]):)([a-z][\w-]*)(?:\[[^\]]*\])?(?:\{([^}]*)\})?/gim

const refusedPatterns: readonly { what: string, pattern: RegExp }[] = [
  { what: 'HTML', pattern: /<(?=[a-z/!?])/gi },
  { what: 'an image', pattern: /!\[/g },
  { what: 'the definition of a link', pattern: /^[ \t]*\[[^\]]+\]:/gm },
  { what: 'a link by reference', pattern: /\]\[/g },
  { what: 'an entity', pattern: /&(?:#\d+|#x[\da-f]+|[a-z]\w*);/gi },
  { what: 'a first-level heading (the title is printed from the front matter)', pattern: /^ {0,3}#(?=[ \t])|^ {0,3}(?:=+|-+)[ \t]*$/gm },
  { what: 'a block of code', pattern: /^[ \t]*(?:```|~~~)/gm },
  { what: 'a table', pattern: /^[ \t]*\|/gm },
  { what: 'a binding', pattern: /\{\{/g },
]

/**
 * Finds what the rules ask about. Pages use little of Markdown (headings, paragraphs, lists, bold, internal links, components),
 * so that a few patterns read them; whatever else Markdown knows stands in `refused`.
 *
 * @param bodyLine the line of the file on which the body begins
 */
export function scanMarkdown(body: string, bodyLine: number): Markdown {
  const lineAt = lineCounter(body, bodyLine)
  return {
    body,
    bodyLine,
    headings: [...body.matchAll(/^ {0,3}(#{1,6})[ \t]/gm)].map(match => ({ level: match[1]?.length ?? 0, line: lineAt(match.index) })),
    items: [...body.matchAll(/^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\S/gm)].map(match => ({ line: lineAt(match.index) })),
    links: [...body.matchAll(linkPattern)].map(match => ({ text: match[1] ?? '', href: match[2] ?? '', line: lineAt(match.index) })),
    components: [...body.matchAll(componentPattern)].map(match => ({
      name: match[1] ?? '',
      attributes: match[2] ?? '',
      line: lineAt(match.index),
    })),
    refused: refusedPatterns.flatMap(({ what, pattern }) => [...body.matchAll(pattern)].map(match => ({ what, line: lineAt(match.index) })))
      .sort((a, b) => a.line - b.line),
  }
}

/** @returns a function from an offset in the text to its line */
export function lineCounter(text: string, firstLine = 1): (offset: number) => number {
  return offset => firstLine + (text.slice(0, offset).match(/\n/g)?.length ?? 0)
}

/** @example attributeOf('key=bot', 'key') // 'bot' */
export function attributeOf(attributes: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|'([^']*)'|(\\S+))`).exec(attributes)
  return match?.[1] ?? match?.[2] ?? match?.[3]
}
