import { lastConfirmed, type Channel } from './contacts.ts'

/** A node of parsed Markdown as @nuxt/content keeps it: a text, or an element with its attributes and children. */
export type MinimarkNode = string | [tag: string, attributes: Record<string, unknown>, ...children: MinimarkNode[]]

/**
 * The body of a page as one section among others: its headings one level lower, without ids, and in place of each link to another page
 * the words that `reference` makes. What only leads elsewhere would be an entry in the history.
 *
 * @param reference from the address of a link to words that name where it leads
 */
export function asSection(nodes: readonly MinimarkNode[], reference: (href: string) => string): MinimarkNode[] {
  return nodes.flatMap((node): MinimarkNode[] => {
    if (typeof node === 'string') return [node]
    const [tag, { id: _id, ...attributes }, ...children] = node
    const inner = asSection(children, reference)
    if (tag === 'a') return [...inner, ` (${reference(String(attributes.href))})`]
    return [[lower(tag), attributes, ...inner]]
  })
}

/**
 * Numbers the notes of a text by first use, `:source{key=…}` in Markdown. The number stands in brackets: a text browser would print a bare one as
 * the last digit of what stands before it. It is no link: one to a fragment breaks the exit.
 *
 * @returns the nodes with numbers, and the keys of the sources in the order of their numbers
 */
export function numberNotes(nodes: readonly MinimarkNode[]): { nodes: MinimarkNode[], keys: string[] } {
  const keys: string[] = []
  const numbered = mapNotes(nodes, (name) => {
    if (!keys.includes(name)) keys.push(name)
    return [['sup', {}, `[${keys.indexOf(name) + 1}]`]]
  })
  return { nodes: numbered, keys }
}

/** A text without its notes: where nothing lists the sources, a number would lead nowhere. */
export function withoutNotes(nodes: readonly MinimarkNode[]): MinimarkNode[] {
  return mapNotes(nodes, () => [])
}

function mapNotes(nodes: readonly MinimarkNode[], note: (name: string) => MinimarkNode[]): MinimarkNode[] {
  return nodes.flatMap((node, index): MinimarkNode[] => {
    if (typeof node === 'string') return [isTag(nodes[index + 1], 'source') ? node.trimEnd() : node]
    const [tag, attributes, ...children] = node
    return tag === 'source' ? note(String(attributes.name)) : [[tag, attributes, ...mapNotes(children, note)]]
  })
}

/**
 * Puts the sections of a page together, so that it can be read by its headings. The first stand open, the others are folded; of a section with
 * smaller headings each of these is folded instead. The box of what is not known ends a section, and stands open.
 *
 * @param open how many sections stand open; `Infinity` for all
 */
export function foldSections(nodes: readonly MinimarkNode[], open: number): MinimarkNode[] {
  const [lead, ...sections] = splitBefore(withoutIds(nodes), 'h2', 'unknown')
  const headed = sections.filter(([first]) => isTag(first, 'h2'))
  return [...lead, ...sections.flatMap((section): MinimarkNode[] => {
    if (!headed.includes(section)) return section
    const [intro, ...questions] = splitBefore(section, 'h3')
    if (questions.length > 0) return [['section', {}, ...intro, ...questions.map(fold)]]
    return [headed.indexOf(section) < open ? ['section', {}, ...section] : fold(section)]
  })]
}

function fold([heading = '', ...rest]: readonly MinimarkNode[]): MinimarkNode {
  return ['details', { class: 'fold' }, ['summary', {}, heading], ...rest]
}

/** Parts that begin with one of some tags; the first part is what stands before all. */
function splitBefore(nodes: readonly MinimarkNode[], ...tags: string[]): [MinimarkNode[], ...MinimarkNode[][]] {
  const starts = nodes.flatMap((node, index) => isTag(node, ...tags) ? [index] : [])
  return [nodes.slice(0, starts[0]), ...starts.map((start, index) => nodes.slice(start, starts[index + 1]))]
}

/** Nothing links to a heading: after an address with a fragment the exit could not replace the page. */
function withoutIds(nodes: readonly MinimarkNode[]): MinimarkNode[] {
  return nodes.map((node) => {
    if (typeof node === 'string') return node
    const [tag, { id: _id, ...attributes }, ...children] = node
    return [tag, attributes, ...children]
  })
}

function isTag(node: MinimarkNode | undefined, ...tags: string[]): boolean {
  return Array.isArray(node) && tags.includes(node[0])
}

/** @example lower('h2') // 'h3' */
function lower(tag: string): string {
  return /^h[1-5]$/.test(tag) ? `h${Number(tag[1]) + 1}` : tag
}

/** Whether a text holds a component, at any depth. */
export function holds(nodes: readonly MinimarkNode[], tag: string): boolean {
  return nodes.some((node) => {
    if (typeof node === 'string') return false
    const [own, , ...children] = node
    return own === tag || holds(children, tag)
  })
}

/** Which channels each component of a page's text prints; `name` is the key that one names. */
const printed: Readonly<Record<string, (channel: Channel, name: unknown) => boolean>> = {
  'channel': ({ key }, name) => key === name,
  'channels': () => true,
  'check-rule': ({ kind, project }) => kind === 'site' && project === 'hochu-zhit',
  'everything': () => true,
  'impostors': ({ impostors }) => impostors !== undefined,
  'quick-contact': ({ project }) => project === 'hochu-zhit',
}

/** The channels whose values a text prints; its foot, which every page has, is left out. */
export function channelsIn(nodes: readonly MinimarkNode[], channels: readonly Channel[]): Channel[] {
  return channels.filter(channel => channel.display !== null && prints(nodes, channel))
}

function prints(nodes: readonly MinimarkNode[], channel: Channel): boolean {
  return nodes.some((node) => {
    if (typeof node === 'string') return false
    const [tag, attributes, ...children] = node
    return (printed[tag]?.(channel, attributes.name) ?? false) || prints(children, channel)
  })
}

/**
 * The UTC days, `YYYY-MM-DD`, between which channels were last confirmed; `none` or `some` where that is not so of all, so that no day is read
 * as that of the others. What has run out counts: the day on which it was confirmed stays true.
 */
export function confirmationDays(channels: readonly Channel[]): 'none' | 'some' | { first: string, last: string } {
  const days = channels.map(lastConfirmed).filter(day => day !== null).sort()
  const first = days[0]
  const last = days.at(-1)
  if (first === undefined || last === undefined) return 'none'
  return days.length < channels.length ? 'some' : { first, last }
}
