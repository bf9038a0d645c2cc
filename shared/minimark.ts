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

/** @example lower('h2') // 'h3' */
function lower(tag: string): string {
  return /^h[1-5]$/.test(tag) ? `h${Number(tag[1]) + 1}` : tag
}

/** Which channels each component of a page's text prints; `name` is the key that one names. */
const printed: Readonly<Record<string, (channel: Channel, name: unknown) => boolean>> = {
  'channel': ({ key }, name) => key === name,
  'channels': () => true,
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
