import { displayOf, hrefOf } from '../../../shared/contacts.ts'
import { localeCodes } from '../../../shared/locales.ts'
import { findContacts, inlineBorder, isContactLink, readHtml, type PageText } from '../../../shared/page/contact-scan.ts'
import { sideBySide } from '../../../shared/compare.ts'
import type { Manifest } from '../manifest.ts'
import { unlistedOnion } from './verify-files.ts'

type Channel = Manifest['channels'][number]

/**
 * Where pages print other contacts than the manifest has or could lead readers elsewhere, and contact pages that lack a channel.
 *
 * @param pages HTML by place, for example `fr/contact/index.html`
 * @param links addresses of others to which pages may lead; undefined: any, for every byte of the pages is compared besides
 * @returns one problem each; a value that was changed stands beside that of the manifest
 */
export function verifyChannels(pages: ReadonlyMap<string, string>, { channels, mirrors }: Pick<Manifest, 'channels' | 'mirrors'>, links?: ReadonlySet<string>): string[] {
  // Of its own onion service the site names the host alone.
  const onions = mirrors.flatMap(({ kind, address }) => kind === 'onion' ? URL.parse(address)?.hostname ?? [] : [])
  const allowed = [...channels.flatMap(textsOf), ...mirrors.map(({ address }) => address), ...onions]
  const hrefs = channels.map(hrefOf).filter(href => href !== null)
  const ways = { signed: [...hrefs, ...mirrors.map(({ address }) => address)], links }
  return [
    ...[...pages].flatMap(([file, html]) => {
      const { text, attributes } = readHtml(html)
      const strangeLinks = attributes.filter(({ name, value }) => name === 'href' && isContactLink(value) && !hrefs.includes(value)).map(({ value }) => value)
      const strangeTexts = findContacts(text, allowed)
        .map(({ kind, text }) => ({ kind, shown: text.replaceAll(inlineBorder, '') }))
        // Digests and the addresses of sources have as many digits as phone numbers, but no plus, and are like none of ours.
        .filter(({ kind, shown }) => kind !== 'phone' || shown.trim().startsWith('+') || nearest(shown, channels) !== undefined)
        .map(({ kind, shown }) => kind === 'onion' ? `${file} names ${shown}, ${unlistedOnion}` : changed(file, shown, channels))
      return [...verifyMarkup(file, html, ways), ...strangeTexts, ...strangeLinks.map(shown => changed(file, shown, channels))]
    }),
    ...localeCodes.flatMap((locale) => {
      const file = `${locale}/contact/index.html`
      const text = readHtml(pages.get(file) ?? '').text
      return channels.flatMap(channel => missing(file, text, channel))
    }),
  ]
}

function textsOf({ kind, value, account_id, impostors }: Channel): string[] {
  const channel = { kind, value }
  return [value, displayOf(channel), hrefOf(channel), kind === 'telegram' ? `@${value}` : null, account_id, ...impostors.flatMap(handle => [handle, `@${handle}`])]
    .filter(text => text !== null)
}

function missing(file: string, text: string, { key, kind, value }: Channel): string[] {
  const display = displayOf({ kind, value })
  return display === null || text.includes(display) ? [] : [`${file} does not show the channel ${key}: ${display}`]
}

/** The signed text that a shown one is most like, if the likeness is more than chance: at most half of the signs differ. */
function nearest(shown: string, channels: readonly Channel[]): string | undefined {
  const [closest] = channels.flatMap(textsOf).toSorted((a, b) => distance(a, shown) - distance(b, shown))
  return closest !== undefined && distance(closest, shown) * 2 <= closest.length ? closest : undefined
}

function changed(file: string, shown: string, channels: readonly Channel[]): string {
  const signed = nearest(shown, channels)
  const what = `${file} shows a contact that is not in the manifest: ${shown.replaceAll('\u00A0', ' ')}`
  return signed === undefined ? what : [what, ...sideBySide(['manifest', signed], ['page', shown])].join('\n    ')
}

/** In how many places two texts differ. */
function distance(a: string, b: string): number {
  return Array.from({ length: Math.max(a.length, b.length) }).filter((_, index) => a[index] !== b[index]).length
}

type Attribute = PageText['attributes'][number]

/**
 * Where pages may lead.
 *
 * - `signed`: the addresses in the manifest; what stands below one is meant, too, if it ends with a slash.
 * - `links`: those of others, such as sources; undefined: any, for every byte of the page is compared besides.
 */
export type Ways = { signed: readonly string[], links?: ReadonlySet<string> | undefined }

/** What no page of a release has: it could run, load, send a reader anywhere or what he types, or be read by other rules. */
const foreignElement = new RegExp(`<(${[
  'script form iframe object embed applet base frame frameset button input select textarea keygen portal fencedframe dialog',
  'audio video source track picture image feimage foreignobject animate animatemotion animatetransform set math',
  'template noscript noembed noframes plaintext xmp listing marquee',
].join(' ').replaceAll(' ', '|')})\\b`, 'gi')

/** They act, load or send. */
const foreignAttribute = /^(?:on.*|action|formaction|ping|srcdoc|srcset|imagesrcset|background|poster|manifest|data|dynsrc|lowsrc|attributionsrc)$/

const loading: ReadonlySet<string> = new Set(['src', 'href', 'xlink:href'])

/** Only the page of the quick exit leads on by itself. */
const exitPage = /^\w\w\/x\//

/** Parts of a stylesheet that load something; entities, which are decoded in a stylesheet within a picture. */
const loadingStyle = /url\(|src\(|image-set\(|image\(|@import|-moz-binding|&#|&\w+;/i

/**
 * What in a page could run, load from others or lead readers elsewhere. @param file its place, for example `fr/contact/index.html`
 *
 * @returns one sentence each
 */
export function verifyMarkup(file: string, html: string, ways: Ways): string[] {
  const { attributes } = readHtml(html)
  const styles = [...html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style/gi)].map(([, css = '']) => css)
  return [
    ...ways.links === undefined || isRegular(html) ? [] : [`${file} is written as no page of a release is: browsers may show something else than what can be read here`],
    ...[...html.matchAll(foreignElement)].map(([, element = '']) => `${file} holds <${element.toLowerCase()}>, which no page of a release has`),
    ...styles.some(loads) ? [`${file} has a stylesheet that loads something, which no page of a release does`] : [],
    ...attributes.flatMap(attribute => attributeProblems(file, attribute, attributes, ways)),
  ]
}

function attributeProblems(file: string, attribute: Attribute, all: readonly Attribute[], ways: Ways): string[] {
  const { element, name, value } = attribute
  const holds = `${file} holds <${element} ${name}="${value}">, which no page of a release has`
  if (foreignAttribute.test(name)) return [holds]
  if (name === 'style') return loads(value) ? [holds] : []
  if (name === 'charset') return value.toLowerCase() === 'utf-8' ? [] : [holds]
  if (name === 'http-equiv') return equivProblems(file, attribute, contentOf(attribute, all), ways)
  if (element === 'link' && name === 'rel') return /^(?:icon|alternate|canonical)$/i.test(value) ? [] : [holds]
  if (!loading.has(name)) return []
  if (element === 'a') return name === 'href' && isWay(value, ways) ? [] : [`${file} leads to ${value}, which neither the manifest nor content/ names`]
  // The head names the page itself and its translations; a program may read those, a browser loads none.
  const isName = element === 'link' && all.some(other => isSameTag(other, attribute) && other.name === 'rel' && /^(?:alternate|canonical)$/i.test(other.value))
  return isName || isWithin(value) || /^data:(?:image\/png[;,]|,)/.test(value) ? [] : [`${file} loads ${value}, which no page of a release does`]
}

function equivProblems(file: string, { value }: Attribute, content: string, ways: Ways): string[] {
  const equiv = value.trim().toLowerCase()
  if (equiv === 'content-security-policy') return []
  if (equiv !== 'refresh') return [`${file} holds <meta http-equiv="${value}">, which no page of a release has`]
  if (!exitPage.test(file)) return [`${file} leads readers on by itself, which no page of a release does`]
  const target = /^0;url=(https:\/\/[^\s'"]+)$/.exec(content)?.[1]
  return target !== undefined && isWay(target, ways) ? [] : [`${file} leads readers on to ${content}, which content/ does not name`]
}

/** What a `<meta>` says, of which one attribute is known. */
function contentOf(attribute: Attribute, all: readonly Attribute[]): string {
  return all.filter(other => other.name === 'content' && isSameTag(other, attribute)).map(({ value }) => value).join(' ')
}

function isSameTag(a: Attribute, b: Attribute): boolean {
  return a.line === b.line && a.column === b.column
}

/** Whether a link stays on the site or leads where it may. */
function isWay(href: string, { signed, links }: Ways): boolean {
  if (links === undefined || isWithin(href)) return true
  const target = normalHref(href)
  return [...signed, ...links].some(way => normalHref(way) === target) || signed.some(way => /^https?:.*\/$/.test(way) && target.startsWith(way))
}

/** An address as a browser writes it. */
function normalHref(address: string): string {
  return URL.parse(address)?.href ?? address
}

/** Whether an address is one of the same site, be that HTTPS or, as an onion service, HTTP: to one of them `https:host` is another site. */
function isWithin(address: string): boolean {
  return ['http://page.invalid', 'https://page.invalid'].every(origin => URL.parse(address, `${origin}/ru/steps/`)?.origin === origin)
}

function loads(css: string): boolean {
  return loadingStyle.test(css.replace(/\\(?:([\da-f]{1,6})\s?|([^\n]))/gi, (_all, code?: string, sign?: string) => sign ?? character(code ?? '')))
}

function character(code: string): string {
  const point = Number.parseInt(code, 16)
  return point <= 0x10FFFF ? String.fromCodePoint(point) : '\uFFFD'
}

const attributePattern = /(?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*/.source
const textPattern = /[^<]+|<(?![a-z/!?])/.source

/** Text, a comment, the doctype, an end tag, an element whose content is text alone, a start tag. */
const piece = new RegExp([
  textPattern,
  /<!--(?!-?>)[\s\S]*?-->/.source,
  '<!doctype html>',
  /<\/[a-z][\w:-]*\s*>/.source,
  `<(style|title)${attributePattern}>(?:${textPattern})*</\\1>`,
  `<(?!style\\b|title\\b)[a-z][\\w:-]*${attributePattern}/?>`,
].join('|'), 'giy')

/** Signs by which a page could be read in another encoding, or that no encoding has; and an end of comments that only browsers know. */
// eslint-disable-next-line no-control-regex
const strange = /[\0-\x08\v\x0E-\x1F\uFFFD]|--!>/

/**
 * Whether a page is written so plainly that a browser reads the same tags in it as a simple program: HTML has rules for every fault, by which
 * what looks like a comment can be a tag (https://html.spec.whatwg.org/multipage/parsing.html#parse-errors). Pages of a release have none.
 */
export function isRegular(html: string): boolean {
  if (strange.test(html)) return false
  const length = html.matchAll(piece).reduce((sum, [whole]) => sum + whole.length, 0)
  return length === html.length
}
