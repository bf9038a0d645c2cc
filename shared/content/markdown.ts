import remarkGfm from 'remark-gfm'
import remarkMdc from 'remark-mdc'
import remarkParse from 'remark-parse'
import { unified } from 'unified'

/** The node of a syntax tree (https://github.com/syntax-tree/mdast), with what remark-mdc adds to it. */
export type MarkdownNode = {
  type: string
  children?: readonly MarkdownNode[]
  position?: { start: { offset?: number | undefined }, end: { offset?: number | undefined } } | undefined
  value?: string
  depth?: number
  url?: string
  title?: string | null | undefined
  alt?: string | null | undefined
  start?: number | null | undefined
  checked?: boolean | null | undefined
  name?: string
  attributes?: Readonly<Record<string, unknown>>
  rawData?: string
}

/** The very parser that renders the pages (@nuxtjs/mdc), so that nothing is read here otherwise than there. */
const parser = unified().use(remarkParse).use(remarkMdc).use(remarkGfm)

/**
 * @param body of a page, without front matter
 * @returns undefined where the parser fails, as it does at `{{` with nothing behind it (remark-mdc takes it for a binding that never ends)
 */
export function parseMarkdown(body: string): MarkdownNode | undefined {
  try {
    return parser.parse(body)
  }
  catch {
    return undefined
  }
}

/** Stands in a text for what is no prose: code, a component, an image, an address, words of another language. */
export const object = '\uFFFC'

/** What a reader sees of a text. `offsets[i]` is where the code unit `i` of `text` stands in the source. */
export type Visible = { text: string, offsets: number[] }

/**
 * A paragraph, a heading or a list item.
 *
 * - `from`, `to`: from the first sign, behind the mark of a heading or a list, to behind the last, as offsets in the source.
 * - `own`: what is seen of it; `foreign`: the words of other languages that are marked in it, and where the marked part stands.
 */
export type TextBlock = { from: number, to: number, own: Visible, foreign: (Visible & { lang: string, from: number, to: number })[] }

/** They hold text and no other blocks. Tables and blocks of code no page has, but a page that is not yet right may. */
const textTypes = new Set(['paragraph', 'heading', 'tableRow', 'code', 'html', 'definition'])

/** The blocks of a text in their order. */
export function textBlocks(node: MarkdownNode, source: string): TextBlock[] {
  if (!textTypes.has(node.type)) return (node.children ?? []).flatMap(child => textBlocks(child, source))
  const { type, children = [] } = node
  // Up to the end of the block: the last part of a heading ends before its braces.
  const from = type === 'tableRow' ? startOf(node) : startOf(children[0] ?? node)
  const to = endOf(node)
  return [{
    from,
    to,
    own: assemble(partsOf(children, source)),
    foreign: children.flatMap(foreignIn).map(({ lang, node }) =>
      ({ lang, from: startOf(node), to: endOf(node), ...assemble(partsOf(node.children ?? [], source)) })),
  }]
}

function startOf({ position }: MarkdownNode): number {
  return position?.start.offset ?? 0
}

function endOf({ position }: MarkdownNode): number {
  return position?.end.offset ?? 0
}

/** Words in brackets whose language is named: `[…]{lang="ru"}`. */
function languageOf({ name, attributes }: MarkdownNode): string | undefined {
  const lang = name === 'span' ? attributes?.lang : undefined
  return typeof lang === 'string' ? lang : undefined
}

function foreignIn(node: MarkdownNode): { lang: string, node: MarkdownNode }[] {
  const lang = languageOf(node)
  return lang === undefined ? (node.children ?? []).flatMap(foreignIn) : [{ lang, node }]
}

/** A part of what is seen, and where it stands. */
type Part = { text: string, at: number }

/** Stand behind words and belong to none of them: numbers of sources, marks of certainty; and pictures beside words. */
const silent = new Set(['source', 'certainty', 'icon'])

/** What is seen of neighbours. The space before a silent component is that of the component. */
function partsOf(nodes: readonly MarkdownNode[], source: string): Part[] {
  return nodes.flatMap((node, index) => {
    const parts = visibleParts(node, source)
    const last = parts.at(-1)
    return last && isSilent(nodes[index + 1]) ? [...parts.slice(0, -1), { ...last, text: last.text.trimEnd() }] : parts
  })
}

function isSilent(node: MarkdownNode | undefined): boolean {
  return node?.type === 'textComponent' && silent.has(node.name ?? '')
}

function visibleParts(node: MarkdownNode, source: string): Part[] {
  const { type, name, children = [] } = node
  const at = startOf(node)
  const written = source.slice(at, endOf(node))
  // A backslash before a sign is not seen.
  if (type === 'text') return [...written.matchAll(/(?:(?!\\[!-/:-@[-`{-~])[^])+|(?<=\\)[^]/g)].map(({ 0: text, index }) => ({ text, at: at + index }))
  const isSeen = type === 'strong' || type === 'emphasis' || type === 'delete' || (type === 'link' && written.startsWith('['))
    || (name === 'span' && languageOf(node) === undefined)
  if (isSeen) return partsOf(children, source)
  return isSilent(node) ? [] : [{ text: object, at }]
}

/** Puts parts together. */
export function assemble(parts: readonly Part[]): Visible {
  return {
    text: parts.map(({ text }) => text).join(''),
    offsets: parts.flatMap(({ text, at }) => Array.from({ length: text.length }, (_, index) => at + index)),
  }
}
