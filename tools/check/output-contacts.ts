import { createHash } from 'node:crypto'
import { isCurrent, type Channel } from '../../shared/contacts.ts'
import { fileStart, finding, placeCounter, type Finding, type Place } from '../../shared/content/finding.ts'
import { localeCodes } from '../../shared/locales.ts'
import { settleValidity } from '../../shared/page/places.ts'
import { allowedContacts, type Allowed, type PublishedFacts } from './publishable-contacts.ts'
import type { OutputFile } from './output.ts'
import { findContacts, inlineBorder, isContactLink, readHtml, type PageText } from '../../shared/page/contact-scan.ts'

/** Geometry and names for machines: nobody reads them, and their digits would only raise false alarms. */
const unread = new Set('class style xmlns d points viewbox transform x y x1 x2 y1 y2 cx cy r rx ry dx dy width height'.split(' '))

const leading = new Set('href src srcset action formaction poster ping data xlink:href'.split(' '))

/** A picture inside the page, or the empty place of one: it loads nothing, and what a QR code says the tests read. */
const innerPicture = /^data:(?:image\/png;base64,[\w+/]+={0,2}|,)$/

/**
 * The net under all other checks: whatever in the published files looks like a contact has to stand in a contact file, exactly as it is;
 * links lead to current channels and listed sources only; and every locale links to all current channels.
 *
 * @param today the UTC day for which channels are current, `YYYY-MM-DD`
 */
export function checkOutputContacts(files: readonly OutputFile[], content: PublishedFacts, today: string): Finding[] {
  const allowed = withHashes(allowedContacts(content, today), files)
  const current = content.channels.filter(channel => isCurrent(channel, today))
  const pages = files.filter(({ path }) => path.endsWith('.html'))
    .map(({ path, file, text }) => ({ path, file, ...readHtml(settleValidity(text, today)) }))
  const others = files.filter(({ path }) => !path.endsWith('.html')).map(({ file, text }) => ({ file, text, placeAt: placeCounter(text) }))
  return [
    ...[...pages, ...others].flatMap(({ file, text, placeAt }) => scanText(file, text, placeAt, allowed)),
    ...pages.flatMap(({ file, attributes }) => attributes.flatMap(attribute => scanAttribute(file, attribute, allowed))),
    ...localeCodes.flatMap(locale => missingLinks(locale, pages.filter(({ path }) => path.startsWith(`${locale}/`)), current)),
  ]
}

/** A page may print the hash of a file that is published beside it, however much a part of it looks like a number. */
function withHashes(allowed: Allowed, files: readonly OutputFile[]): Allowed {
  const hashes = files.filter(({ path }) => path.startsWith('files/')).map(({ text }) => createHash('sha256').update(text).digest('hex'))
  return { ...allowed, texts: [...allowed.texts, ...hashes] }
}

function scanText(file: string, text: string, placeAt: (offset: number) => Place, { texts }: Allowed): Finding[] {
  return findContacts(text, texts).map(found =>
    foreign(file, placeAt(found.start), visible(found.text), excerpt(text, found.start, found.text.length)))
}

function scanAttribute(file: string, { element, name, value, ...place }: PageText['attributes'][number], allowed: Allowed): Finding[] {
  if (unread.has(name) || (element === 'img' && innerPicture.test(value))) return []
  const leads = leading.has(name)
  if (leads && allowed.links.has(value)) return []
  const found = findContacts(value, leads ? allowed.addresses : allowed.texts)
  if (found.length > 0) return found.map(({ text }) => foreign(file, place, text, `${name}="${value}"`))
  if (!leads) return []
  if (isContactLink(value)) return [finding('output-unconfirmed', file, place, { href: value })]
  // A <link> in the head names the page itself and its translations.
  if (element !== 'link' && /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(value)) return [finding('output-unlisted', file, place, { href: value })]
  return []
}

function missingLinks(locale: string, pages: readonly PageText[], current: readonly Channel[]): Finding[] {
  if (pages.length === 0) return []
  const linked = new Set(pages.flatMap(({ attributes }) => attributes.filter(({ name }) => name === 'href').map(({ value }) => value)))
  return current.filter(({ kind, href }) => kind !== 'site' && href && !linked.has(href))
    .map(({ key }) => finding('output-no-link', `content/contacts/${key}.yml`, fileStart, { locale }))
}

function foreign(file: string, place: Place, text: string, where: string): Finding {
  return finding('output-contact', file, place, { text, where })
}

function excerpt(text: string, start: number, length: number): string {
  return `…${visible(text.slice(Math.max(0, start - 30), start + length + 30)).replace(/\s+/g, ' ').trim()}…`
}

function visible(text: string): string {
  return text.replaceAll(inlineBorder, '')
}
