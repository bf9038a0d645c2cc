import { readHtml, type PageText } from '../../check/scan/html.ts'
import { isRegular } from './is-regular.ts'

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
  const target = hrefOf(href)
  return [...signed, ...links].some(way => hrefOf(way) === target) || signed.some(way => /^https?:.*\/$/.test(way) && target.startsWith(way))
}

/** An address as a browser writes it. */
function hrefOf(address: string): string {
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
