import type { Term } from '../../shared/content/messages/messages.ts'
import { placeCounter, type Place } from '../../shared/content/place.ts'

export type Heading = Place & { level: number }
export type Link = Place & { text: string, href: string }
/** `attributes` is what stands between the braces. */
export type ComponentUse = Place & { name: string, attributes: string }
/** Something that pages may not contain. */
export type Refused = Place & { what: Term }

/** What rules need to know about the body of a page; all places are those of the file. */
export type Markdown = {
  body: string
  bodyLine: number
  headings: Heading[]
  items: Place[]
  /** Images without text. */
  blindImages: Place[]
  links: Link[]
  components: ComponentUse[]
  refused: Refused[]
}

const linkPattern = /(?<!!)\[([^\]]*)\]\(\s*<?([^)\s>]*)>?[^)]*\)/g

/** Where remark-mdc begins a component: `::name` on its own line, `:name` after a space, a bracket or a sign of emphasis. */
const componentPattern = /(?:^[ \t]*:{2,}|(?<=^|[\s[*_(]):)([a-z][\w-]*)(?:\[[^\]]*\])?(?:\{([^}]*)\})?/gim

const refusedPatterns: readonly { what: Term, pattern: RegExp }[] = [
  { what: 'html', pattern: /<(?=[a-z/!?])/gi },
  { what: 'image', pattern: /!\[/g },
  { what: 'link-definition', pattern: /^[ \t]*\[[^\]]+\]:/gm },
  { what: 'link-reference', pattern: /\]\[/g },
  { what: 'entity', pattern: /&(?:#\d+|#x[\da-f]+|[a-z]\w*);/gi },
  { what: 'title', pattern: /^ {0,3}#(?=[ \t])|^ {0,3}(?:=+|-+)[ \t]*$/gm },
  { what: 'code-block', pattern: /^[ \t]*(?:```|~~~)/gm },
  { what: 'table', pattern: /^[ \t]*\|/gm },
  { what: 'binding', pattern: /\{\{/g },
]

/**
 * Finds what the rules ask about. Pages use little of Markdown (headings, paragraphs, lists, bold, internal links, components),
 * so that a few patterns read them; whatever else Markdown knows stands in `refused`.
 *
 * @param bodyLine the line of the file on which the body begins
 */
export function scanMarkdown(body: string, bodyLine: number): Markdown {
  const placeAt = placeCounter(body, bodyLine)
  return {
    body,
    bodyLine,
    headings: [...body.matchAll(/^ {0,3}(#{1,6})[ \t]/gm)].map(match => ({ level: match[1]?.length ?? 0, ...placeAt(match.index) })),
    items: [...body.matchAll(/^[ \t]*(?:[-*+]|\d+[.)])[ \t]+\S/gm)].map(match => placeAt(match.index)),
    blindImages: [...body.matchAll(/!\[\s*\](?=\()/g)].map(match => placeAt(match.index)),
    links: [...body.matchAll(linkPattern)].map(match => ({ text: match[1] ?? '', href: match[2] ?? '', ...placeAt(match.index) })),
    components: [...body.matchAll(componentPattern)].map(match => ({
      name: match[1] ?? '',
      attributes: match[2] ?? '',
      ...placeAt(match.index),
    })),
    refused: refusedPatterns.flatMap(({ what, pattern }) => [...body.matchAll(pattern)].map(match => ({ what, ...placeAt(match.index) })))
      .sort((a, b) => a.line - b.line),
  }
}

/** @example attributeOf('key=bot', 'key') // 'bot' */
export function attributeOf(attributes: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|'([^']*)'|(\\S+))`).exec(attributes)
  return match?.[1] ?? match?.[2] ?? match?.[3]
}
