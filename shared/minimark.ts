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
