import { isCurrent, type Channel } from '../../shared/contacts.ts'
import { errorAt, type Finding } from '../../shared/content/finding.ts'
import type { Content } from '../../shared/content/read.ts'
import { localeCodes } from '../../shared/locales.ts'
import type { OutputFile } from './output.ts'
import { readHtml, type PageText } from './scan/html.ts'
import { findContacts, inlineBorder } from './scan/scan.ts'

/** Geometry and names for machines: nobody reads them, and their digits would only raise false alarms. */
const unread = new Set(['class', 'd', 'points', 'viewbox', 'transform', 'x', 'y', 'x1', 'x2', 'y1', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'dx', 'dy', 'width', 'height', 'style', 'xmlns'])

const leading = new Set(['href', 'src', 'srcset', 'action', 'formaction', 'poster', 'ping', 'data', 'xlink:href'])

/** Schemes and hosts over which somebody is called or written to. */
const contactHref = /^(?:tel:|sms:|tg:|https?:\/\/(?:t\.me|telegram\.me|wa\.me)\/)/i

type Facts = Pick<Content, 'channels' | 'sources' | 'publisher'>

/**
 * The net under all other checks: whatever in the published files looks like a contact has to stand in a contact file, exactly as it is;
 * links lead to current channels and listed sources only; and every locale links to all current channels.
 *
 * @param today the UTC day on which the output was built
 */
export function checkOutputContacts(files: readonly OutputFile[], facts: Facts, today: string): Finding[] {
  const words = allowedWords(facts.channels)
  const links = allowedLinks(facts, today)
  const read = files.map(file => ({ ...file, html: file.path.endsWith('.html') ? readHtml(file.text) : undefined }))
  return [
    ...read.flatMap(({ file, text, html }) => html
      ? [...scanText(file, html.text, html.lineAt, words.text), ...html.attributes.flatMap(attribute => scanAttribute(file, attribute, words, links))]
      : scanText(file, text, offset => text.slice(0, offset).split('\n').length, words.text)),
    ...localeCodes.flatMap(locale => missingLinks(locale, read.flatMap(({ path, html }) => html && path.startsWith(`${locale}/`) ? [html] : []), facts.channels, today)),
  ]
}

/** `link`: what may stand within an address; `text`: impostors and account numbers too. */
function allowedWords(channels: readonly Channel[]): { text: string[], link: string[] } {
  const link = channels.flatMap(({ kind, value, display, href }) => value ? [value, display ?? value, href ?? value, ...(kind === 'telegram' ? [`@${value}`] : [])] : [])
  const impostors = channels.flatMap(({ impostors }) => (impostors?.handles ?? []).flatMap(({ handle }) => [handle, `@${handle}`]))
  return { link, text: [...link, ...impostors, ...channels.flatMap(({ account_id }) => account_id ?? [])] }
}

function allowedLinks({ channels, sources, publisher }: Facts, today: string): Set<string> {
  const current = channels.filter(channel => isCurrent(channel, today)).flatMap(({ href }) => href ?? [])
  return new Set([...current, ...Object.values(sources).flatMap(({ url }) => url ?? []), ...(publisher.source_url ? [publisher.source_url] : [])])
}

function scanText(file: string, text: string, lineAt: (offset: number) => number, allowed: readonly string[]): Finding[] {
  return findContacts(text, allowed).map(found => foreign(file, lineAt(found.start), found.text.replaceAll(inlineBorder, ''), excerpt(text, found.start, found.text.length)))
}

function scanAttribute(file: string, { element, name, value, line }: PageText['attributes'][number], words: { text: string[], link: string[] }, links: ReadonlySet<string>): Finding[] {
  if (unread.has(name)) return []
  const leads = leading.has(name)
  if (leads && links.has(value)) return []
  const found = findContacts(value, leads ? words.link : words.text)
  if (found.length > 0) return found.map(({ text }) => foreign(file, line, text, `${name}="${value}"`))
  if (leads && contactHref.test(value)) return [errorAt('output-link', file, line, `${value} is a link to a channel that nobody has confirmed lately`, 'only current channels are linked: see isCurrent in shared/contacts.ts')]
  if (leads && element !== 'link' && /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(value)) return [errorAt('output-link', file, line, `${value} leads to an address that is in no content file`, 'list it in content/sources.yml, or remove the link')]
  return []
}

function missingLinks(locale: string, pages: readonly PageText[], channels: readonly Channel[], today: string): Finding[] {
  if (pages.length === 0) return []
  const linked = new Set(pages.flatMap(({ attributes }) => attributes.filter(({ name }) => name === 'href').map(({ value }) => value)))
  return channels.filter(({ kind, href }) => kind !== 'site' && href && !linked.has(href)).filter(channel => isCurrent(channel, today))
    .map(({ key }) => errorAt('output-link', `content/contacts/${key}.yml`, 1, `the channel is current, but no page under /${locale} links to it`, 'show it on the contact page'))
}

function foreign(file: string, line: number, text: string, where: string): Finding {
  return errorAt('output-contact', file, line, `“${text}” looks like a contact and is in no contact file: ${where}`, 'find where it comes from; if it is genuine, put it into content/contacts')
}

function excerpt(text: string, start: number, length: number): string {
  return `…${text.slice(Math.max(0, start - 30), start + length + 30).replaceAll(inlineBorder, '').replace(/\s+/g, ' ').trim()}…`
}
