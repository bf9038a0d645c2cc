import type { z } from 'zod'
import { fileStart, finding, placeCounter, type Finding, type Place } from '../../shared/content/finding.ts'
import { parseMarkdown, textBlocks, type MarkdownNode, type TextBlock } from '../../shared/content/markdown.ts'
import type { Term } from '../../shared/tool-words.ts'
import { schemaFindings } from '../../shared/content/schema-findings.ts'
import type { FrontMatter } from '../../shared/content/schemas.ts'
import { readText, splitFrontMatter } from '../../shared/content/text.ts'
import { readYaml, type YamlText } from '../../shared/content/yaml.ts'
import type { Locale } from '../../shared/locales.ts'

/**
 * A Markdown page: its whole `text`, of which the body begins at `bodyStart`. `frontMatter` is undefined when it is wrong; the findings
 * then say why.
 */
export type Page = {
  file: string
  locale: Locale
  name: string
  text: string
  bodyStart: number
  yaml: YamlText
  frontMatter: FrontMatter | undefined
  markdown: Markdown
  findings: Finding[]
}

type PagePlace = Pick<Page, 'file' | 'locale' | 'name'>

/** The file of a page, from the root. */
export function pageFile(locale: Locale, name: string): string {
  return `content/${locale}/${name}.md`
}

/** Reads a page and checks the form of its front matter. */
export function readPage(root: string, place: PagePlace, schema: z.ZodType<FrontMatter>): Page {
  const { text, findings } = readText(root, place.file)
  const page = { ...parsePage(text, place), frontMatter: undefined }
  if (findings.length > 0) return { ...page, findings }
  if (page.bodyStart === 0) return { ...page, findings: [finding('front-matter', place.file, fileStart)] }
  if (page.yaml.findings.length > 0) return { ...page, findings: page.yaml.findings }
  const result = schema.safeParse(page.yaml.value, { reportInput: true })
  return { ...page, frontMatter: result.data, findings: result.success ? [] : schemaFindings(result.error, page.yaml, place.file) }
}

/** The parts of a page, which nothing has checked yet. `bodyStart` is 0 when it has no front matter. */
export function parsePage(text: string, place: PagePlace): Omit<Page, 'frontMatter' | 'findings'> {
  const { head = '', body, bodyLine } = splitFrontMatter(text)
  const yaml = readYaml(head, place.file, 2)
  return { ...place, text, bodyStart: text.length - body.length, yaml, markdown: scanMarkdown(body, bodyLine) }
}

export type Heading = Place & { level: number }
export type Link = Place & { text: string, href: string }

/** `form`: within a paragraph, as lines of its own, or open to the end of what it stands in. `within`: the components around it, outermost first. */
export type ComponentUse = Place & {
  name: string
  attributes: Readonly<Record<string, unknown>>
  form: 'inline' | 'block' | 'open'
  hasContent: boolean
  within: string[]
}

/** Attributes in braces behind something that is no component: `[…]` for words in brackets, otherwise undefined. */
export type Attributed = Place & { of: '[…]' | undefined, attributes: Readonly<Record<string, unknown>> }

/** A paragraph, or a list with the paragraph that introduces it; and the sources that it names. */
export type Statement = Place & { keys: string[] }

/** What rules need to know about the body of a page; all places are those of the file. */
export type Markdown = {
  body: string
  bodyLine: number
  /** Paragraphs, headings and list items; their offsets are those of the body. */
  blocks: TextBlock[]
  headings: Heading[]
  statements: Statement[]
  items: Place[]
  /** Images without text. */
  blindImages: Place[]
  links: Link[]
  components: ComponentUse[]
  attributed: Attributed[]
  /** What pages may not contain. */
  refused: (Place & { what: Term })[]
  /** Signs that Markdown would swallow or keep as signs of its own. */
  signs: (Place & { text: string })[]
  /** What would become an emoji. */
  emoji: (Place & { text: string })[]
}

/** The syntax of pages; what is refused of it, {@link refusedIn} says. */
const allowedTypes = new Set([
  'root', 'paragraph', 'text', 'heading', 'list', 'listItem', 'strong', 'emphasis', 'inlineCode', 'link', 'textComponent', 'containerComponent',
])

/** What everything else is called in messages. */
const names: Readonly<Record<string, Term>> = {
  html: 'html',
  image: 'image',
  imageReference: 'image',
  definition: 'link-definition',
  linkReference: 'link-reference',
  code: 'code-block',
  table: 'table',
  blockquote: 'block-quote',
  thematicBreak: 'line',
  break: 'line-break',
  delete: 'struck',
  footnoteReference: 'footnote',
  footnoteDefinition: 'footnote',
  componentContainerSection: 'slot',
}

/**
 * Reads the body of a page. Pages use little of Markdown: headings, paragraphs, lists, bold and slanted words, code within a line, links and
 * components. Whatever else the renderer knows stands in `refused`, `attributed`, `signs` or `emoji`.
 *
 * @param bodyLine the line of the file on which the body begins
 */
export function scanMarkdown(body: string, bodyLine: number): Markdown {
  const counter = placeCounter(body, bodyLine)
  const found: Markdown = {
    body, bodyLine,
    blocks: [], headings: [], statements: [], items: [], blindImages: [], links: [], components: [], attributed: [], refused: [], signs: [], emoji: [],
  }
  const tree = parseMarkdown(body)
  if (tree === undefined) found.signs.push({ text: '{{', ...counter(Math.max(0, body.indexOf('{{'))) })
  else {
    found.blocks = textBlocks(tree, body)
    found.statements = statementsIn(tree).map(({ at, keys }) => ({ keys, ...counter(at) }))
    visit(tree, [])
  }
  for (const { index } of body.matchAll(/&(?:#\d+|#x[\da-f]+|[a-z]\w*);/gi)) found.refused.push({ what: 'entity', ...counter(index) })
  found.refused.sort((a, b) => a.line - b.line || a.column - b.column)
  return found

  function visit(node: MarkdownNode, within: string[]): void {
    const from = node.position?.start.offset ?? 0
    const source = body.slice(from, node.position?.end.offset)
    const place = counter(from)
    const what = refusedIn(node, source)
    if (what !== undefined) found.refused.push({ what, ...place })
    if (node.type === 'image' && (node.alt ?? '').trim() === '') found.blindImages.push(place)
    if (node.type === 'heading') found.headings.push({ level: node.depth ?? 1, ...place })
    if (node.type === 'listItem') found.items.push(place)
    // An address that becomes a link by itself is none that somebody has written.
    if (node.type === 'link' && source.startsWith('[')) found.links.push({ text: textOf(node), href: node.url ?? '', ...place })
    if (node.type === 'text') {
      found.signs.push(...signsIn(source).map(({ text, index }) => ({ text, ...counter(from + index) })))
      // Of the value: a backslash saves no colon.
      found.emoji.push(...[...(node.value ?? '').matchAll(emojiName)].map(([text]) => ({ text, ...counter(from + Math.max(0, source.indexOf(text))) })))
    }
    if (node.type === 'emphasis' && /[\p{L}\p{N}]/u.test(`${body[from - 1] ?? ''}${body[from + source.length] ?? ''}`)) found.signs.push({ text: source, ...place })
    const component = componentOf(node, source)
    if (component) found.components.push({ ...component, within, ...place })
    else if (node.name === 'span' && Object.keys(node.attributes ?? {}).length === 0) found.signs.push({ text: source, ...place })
    else if (node.attributes) found.attributed.push({ of: node.name === 'span' ? '[…]' : undefined, attributes: node.attributes, ...place })
    // What is refused as a whole needs no word about its parts.
    if (what === undefined || node.type === 'heading') node.children?.forEach(child => visit(child, component ? [...within, component.name] : within))
  }
}

/** Components that hold no statements of their own: warnings, what nobody knows, ways to other pages. */
const noStatements = new Set(['notice', 'unknown', 'ways'])

function statementsIn({ children = [] }: MarkdownNode): { at: number, keys: string[] }[] {
  return children.flatMap((node, index) => {
    if (node.type === 'containerComponent') return noStatements.has(node.name ?? '') ? [] : statementsIn(node)
    const before = children[index - 1]
    const isIntroduced = node.type === 'list' && before?.type === 'paragraph'
    const introduces = node.type === 'paragraph' && children[index + 1]?.type === 'list'
    if (!['paragraph', 'list'].includes(node.type) || introduces || isWayOn(node)) return []
    return [{ at: node.position?.start.offset ?? 0, keys: [...isIntroduced ? keysIn(before) : [], ...keysIn(node)] }]
  })
}

function keysIn({ name, attributes, children = [] }: MarkdownNode): string[] {
  const key = name === 'source' ? attributes?.key : undefined
  return typeof key === 'string' ? [key] : children.flatMap(keysIn)
}

/** Whether a block does nothing but lead to other pages: `More: [The risks](/en/risks).` */
function isWayOn(node: MarkdownNode): boolean {
  if (node.type === 'list') return (node.children ?? []).every(({ children: [first] = [] }) => first !== undefined && isWayOn(first))
  const parts = (node.children ?? []).flatMap(child => child.type === 'strong' ? child.children ?? [] : child)
  const links = parts.filter(({ type }) => type === 'link')
  const words = parts.filter(({ type }) => type !== 'link').map(textOf).join('').split(/\s+/).filter(word => /\p{L}/u.test(word))
  return links.length > 0 && words.length <= 4
}

function componentOf({ type, name, attributes = {}, children = [] }: MarkdownNode, source: string): Omit<ComponentUse, 'within' | keyof Place> | undefined {
  if (name === undefined || name === 'span' || name === 'binding') return undefined
  // A component that nobody closes takes all that follows.
  const form = type === 'textComponent' ? 'inline' : /\n[ \t]*:{2,}[ \t]*$/.test(source) ? 'block' : 'open'
  return { name, attributes, form, hasContent: children.length > 0 }
}

function refusedIn({ type, name, depth, start, checked, title, rawData }: MarkdownNode, source: string): Term | undefined {
  if (!allowedTypes.has(type)) return names[type] ?? 'other-syntax'
  if (type === 'heading' && depth === 1) return 'title'
  // A line of hyphens under a paragraph makes a heading of it.
  if (type === 'heading' && !source.startsWith('#')) return 'underlined-heading'
  if (type === 'list' && typeof start === 'number' && start !== 1) return 'list-number'
  if (type === 'listItem' && typeof checked === 'boolean') return 'task'
  if (type === 'link' && title) return 'link-title'
  if (type === 'link' && source.startsWith('<')) return 'address'
  if (type === 'text' && /^[ \t]*\|/m.test(source)) return 'table'
  if (name === 'binding') return 'binding'
  return rawData === undefined ? undefined : 'settings'
}

/** Signs of Markdown that have become none: brackets, braces, stars, backquotes, marks of headings and components. An escaped one may stand. */
function signsIn(source: string): { text: string, index: number }[] {
  const plain = source.replace(/\\[!-/:-@[-`{-~]/g, '  ')
  return [...plain.matchAll(/\[[^\]]*\]?|\{[^}]*\}?|[\]}*`]|::+[\w-]*|~~|^[ \t]*#+/gm)].map(({ 0: text, index }) => ({ text: text.trim(), index }))
}

/** A name of an emoji for remark-emoji, which the renderer runs: `:100:`, also within `10:100:5`. None has two digits, as times have. */
const emojiName = /:(?!\d\d:)(?:\+1|-1|[\w-]+):/g

function textOf({ value = '', children = [] }: MarkdownNode): string {
  return value + children.map(textOf).join('')
}
