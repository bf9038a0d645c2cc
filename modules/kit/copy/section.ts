import { settlePage } from '../../../shared/page/places.ts'

/** One page as it stands in a copy: a heading and what belongs below it. */
export type Section = { page: string, title: string, html: string }

export type SectionOptions = {
  /** How far the headings of a page move down: 1 where a section is headed by an `h2`. */
  depth: number
  /** The day of the release, `YYYY-MM-DD`: what has run out by then is not confirmed, whenever the file is read. */
  released?: string | undefined
  /** What follows a contact that somebody has confirmed, given the last day for which that counts, `YYYY-MM-DD`. */
  validUntil: (day: string) => string
  /** The id of the section of an address of this site, such as `/ru/steps`; undefined when the copy has none. */
  idOf: (path: string) => string | undefined
}

/**
 * Takes the article out of a prerendered page and makes it fit for a file: no link leads out, what is confirmed says until when,
 * and headings stand below that of the section.
 *
 * @throws Error when the page has no article or no title
 */
export function toSection(page: string, html: string, { depth, released = '', validUntil, idOf }: SectionOptions): Section {
  const [, title, body] = /<article><h1>([\s\S]*?)<\/h1>([\s\S]*)<\/article>/.exec(html) ?? []
  if (title === undefined || body === undefined) throw new Error(`the page ${page} has no article with a title`)
  // A file does not know the day on which it is read: it says when a contact was confirmed and until when that counts.
  const settled = settlePage(body, { place: 'file', day: (until, current, expired) => until < released ? expired : `${current} ${validUntil(until)}` })
  return { page, title, html: moveHeadings(withoutIds(plainLinks(nameHosts(withoutWarning(settled)), idOf)), depth) }
}

/** A file has no links to other sites, so the warning before them would be wrong. */
function withoutWarning(html: string): string {
  return html.replace(/<p class="leaving">[\s\S]*?<\/p>/g, '')
}

/** Writes the host of each source beside its name, where a page lists them. */
function nameHosts(html: string): string {
  return html.replace(/<section class="sources">[\s\S]*?<\/section>/g, section => section
    .replace(/(<a href="(https?:[^"]+)"[^>]*>[\s\S]*?<\/a>[\s\S]*?)<\/li>/g, (_all, entry: string, href: string) => `${entry} ${hostOf(href)}</li>`))
}

/**
 * Only the host of an address: in a file on a phone, words in the rest of it would accuse its owner (“…-surrender-…”), and nobody types it.
 * Publisher and date find the publication.
 */
function hostOf(href: string): string {
  return `<small>${new URL(href).hostname.replace(/^www\./, '')}</small>`
}

/** Links within the copy lead to its sections. All others become text: nothing is asked of anybody, by accident or by a tap. */
function plainLinks(html: string, idOf: SectionOptions['idOf']): string {
  return html.replace(/<a\b([^>]*)>([\s\S]*?)<\/a>/g, (_all, attributes: string, text: string) => {
    const [, href = ''] = /\bhref="([^"]*)"/.exec(attributes) ?? []
    const id = href.startsWith('/') ? idOf(href) : undefined
    if (id !== undefined) return `<a href="#${id}">${text}</a>`
    // A source that is named in the text and not in the list of its page would lose its host.
    const isSource = text.includes('<cite') && href.startsWith('http')
    return isSource && !html.includes(hostOf(href)) ? `${text} ${hostOf(href)}` : text
  })
}

/** Nothing leads to the headings of a page, and two pages may have the same. */
function withoutIds(html: string): string {
  return html.replace(/(<h\d) id="[^"]*"/g, '$1')
}

function moveHeadings(html: string, depth: number): string {
  return html.replace(/(<\/?h)([1-5])(?=[\s>])/g, (_all, tag: string, level: string) => `${tag}${Math.min(6, Number(level) + depth)}`)
}
