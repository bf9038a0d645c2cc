import { placeCounter, type Place } from '../content/finding.ts'
import { parseHtml, type HtmlElement, type HtmlPiece } from './html.ts'

/** Something that a reader could call or write to. `text` is as it stands in the original, `start` its offset there. */
export type FoundContact = { kind: 'phone' | 'handle' | 'link' | 'e-mail' | 'onion', text: string, start: number }

/** Stands in a text for an inline tag: invisible, so that what the tag divides is read as one. */
export const inlineBorder = '\u2060'

/** Sites over whose addresses somebody is written to. */
const messengers: readonly string[] = [
  't.me', 'telegram.me', 'telegram.dog', 'wa.me', 'whatsapp.com', 'viber.com', 'viber.me', 'viber.click', 'signal.me', 'signal.group',
  'vk.me', 'm.me', 'max.ru', 'threema.id', 'matrix.to', 'simplex.chat', 'discord.gg',
]

/** Over normalised text. */
const patterns: readonly { kind: FoundContact['kind'], pattern: RegExp }[] = [
  { kind: 'e-mail', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  { kind: 'handle', pattern: /@ ?[\p{L}\d_]{4,}/gu },
  // Handles of bots end in “bot”: https://core.telegram.org/bots/features#creating-a-new-bot
  { kind: 'handle', pattern: /(?<![\p{L}\d_@/.-])(?!(?:chat|ro)bot\b)[a-z][a-z\d_]{2,}bot(?![\p{L}\d_])/gu },
  // A space around a dot or a slash does not hide an address.
  { kind: 'link', pattern: new RegExp(`(?<![\\p{L}\\d])(?:${messengers.join('|').replaceAll('.', ' ?\\. ?')}) ?/ ?\\S+`, 'gu') },
  { kind: 'link', pattern: new RegExp(`(?<![\\p{L}\\d])(?:${messengers.join('|').replaceAll('.', '\\.')})(?![\\p{L}\\d-]|\\.[\\p{L}\\d])\\S*`, 'gu') },
  { kind: 'link', pattern: /(?<![\p{L}\d])(?:tg|whatsapp|viber|sgnl|signal|tel|sms|mailto|callto|skype|xmpp|sip):[^\s"'<>]+/gu },
  { kind: 'onion', pattern: /[a-z\d-]+ ?\. ?onion(?![\p{L}\d])/gu },
]

/**
 * Everything in a text that looks like a way to reach somebody, however it is disguised: other digits, invisible signs, look-alike letters,
 * spaces and signs between digits.
 *
 * @param text plain text: entities decoded, {@link inlineBorder} where an inline tag stands, a line feed between blocks
 * @param allowed texts that may stand there exactly as they are, when nothing is joined to them
 */
export function findContacts(text: string, allowed: readonly string[] = []): FoundContact[] {
  const blanked = blank(text, allowed)
  const { text: plain, offsets } = normalise(blanked)
  const found = [
    ...findPhones(plain).map(place => ({ kind: 'phone' as const, ...place })),
    ...patterns.flatMap(({ kind, pattern }) =>
      [...plain.matchAll(pattern)].map(({ 0: match, index }) => ({ kind, start: index, end: index + match.length }))),
  ]
  return found
    .filter(({ start, end }, index) => !found.some((other, at) => at < index && start < other.end && other.start < end))
    .map(({ kind, start, end }) => {
      const from = offsets[start] ?? 0
      return { kind, text: text.slice(from, offsets[end] ?? text.length).trimEnd(), start: from }
    })
    .sort((a, b) => a.start - b.start)
}

/**
 * Line feeds instead of the allowed texts: of the same length, so that offsets stay, and a border for what stands beside them.
 * A tag is a border too, but not between digits: there the reader sees one number.
 */
function blank(text: string, allowed: readonly string[]): string {
  const longestFirst = allowed.toSorted((a, b) => b.length - a.length)
  if (longestFirst.length === 0) return text
  const joined = longestFirst.map(word => RegExp.escape(word)).join('|')
  const before = `(?<![\\p{L}\\p{N}_@.+-]|[\\p{N}+]${inlineBorder}+)`
  const after = `(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}]|${inlineBorder}+\\p{N})`
  return text.replace(new RegExp(`${before}(?:${joined})${after}`, 'gu'), word => '\n'.repeat(word.length))
}

/** Whether a link opens a dialler, a messenger or another program, however its address is written. */
export function isContactLink(href: string): boolean {
  const url = URL.parse(href, 'https://page.invalid')
  if (url === null || url.protocol === 'data:') return false
  // A name may end with the dot of the root.
  return !/^https?:$/.test(url.protocol) || messengers.includes(url.hostname.replace(/\.$/, '').split('.').slice(-2).join('.'))
}

/** Up to three signs between two digits do not end a number; a comma only without a space, since “2022, 2023” is a list. */
const candidate = /(?:\+ ?\(?|\()?\d(?:(?:[ .\-()/':_]{1,3}|,)?\d)*/g

/** Numbers that people write in ordinary text, longest first. A grouped number ends below a thousand million: no figure here is greater. */
const ordinaryToken = new RegExp([
  /(?:19|20)\d\d-[01]\d(?:-[0-3]\d)?(?!\d)/, // 2022-12-17, 2022-12
  /[0-3]?\d[./][01]?\d[./](?:19|20)\d\d(?!\d)/, // 17.12.2022
  /[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?!\d)/, // 7:30
  /[1-9]\d{0,2}(?:([ ,.'])\d{3})(?:\1\d{3})?(?!\d)/, // 48 000 000
  /(?:19|20)\d\d(?!\d)/, // 2022
].map(({ source }) => source).join('|'), 'y')

/** Where something like a phone number stands in a normalised text. */
function findPhones(text: string): { start: number, end: number }[] {
  return [...text.matchAll(candidate)]
    .filter(([number]) => isPhone(number))
    .map(({ 0: number, index }) => ({ start: index, end: index + number.length }))
}

/**
 * International numbers (`+…`), the local form 123-45-67, and nine digits and more that are not dates, times, years or grouped figures.
 * Nine is the length of a Ukrainian number without its zero.
 */
function isPhone(number: string): boolean {
  const digits = number.replace(/\D/g, '')
  if (number.startsWith('+')) return digits.length >= 7
  if (/^380\d{9}$/.test(digits) || /^\(?\d{3}\)?[- .]{1,2}\d\d[- .]\d\d$/.test(number)) return true
  return digits.length >= 9 && !isOrdinary(number)
}

function isOrdinary(number: string): boolean {
  let at = number.startsWith('(') ? 1 : 0
  while (at < number.length) {
    ordinaryToken.lastIndex = at
    if (!ordinaryToken.test(number)) return false
    at = ordinaryToken.lastIndex
    at += /^[ .\-()/:,]*/.exec(number.slice(at))?.[0].length ?? 0
  }
  return true
}

/** A text made comparable. `offsets[i]` is where the code unit `i` of `text` came from. */
type Normalised = { text: string, offsets: number[] }

/** Letters that look like a small Latin one: https://www.unicode.org/reports/tr39/#Confusable_Detection */
const lookAlikes = new Map(Object.entries({
  а: 'a', в: 'b', е: 'e', к: 'k', м: 'm', н: 'h', о: 'o', р: 'p', с: 'c', т: 't', у: 'y', х: 'x',
  і: 'i', ј: 'j', ѕ: 's', ԁ: 'd', ԛ: 'q', ԝ: 'w', һ: 'h', ӏ: 'l', ѵ: 'v',
  α: 'a', β: 'b', ε: 'e', η: 'n', ι: 'i', κ: 'k', ν: 'v', ο: 'o', ρ: 'p', τ: 't', υ: 'u', χ: 'x', γ: 'y', ı: 'i', ł: 'l', ɡ: 'g', ø: 'o',
}))

/** In a number, after {@link lookAlikes}: letters and signs that look like a digit. */
const digitLookAlikes = new Map(Object.entries({ 'o': '0', 'l': '1', 'i': '1', '|': '1', 'з': '3', 'б': '6' }))

/** Not seen by the reader: combining marks, soft hyphens, zero-width and variation signs; and what Markdown swallows. */
const invisible = /[\p{M}\p{Default_Ignorable_Code_Point}\p{Cf}*`\\]/u

/**
 * Small letters, digits of any script as ASCII, look-alike letters as Latin, one kind of dash, dot and apostrophe, one space for several,
 * nothing invisible. A line feed stays: it divides what does not belong together.
 */
function normalise(text: string): Normalised {
  const letters: string[] = []
  const offsets: number[] = []
  let offset = 0
  for (const character of text) {
    for (const part of character.normalize('NFKD').toLowerCase()) {
      if (invisible.test(part)) continue
      const plain = fold(part)
      if (plain === ' ' && letters.at(-1) === ' ') continue
      letters.push(plain)
      for (let unit = 0; unit < plain.length; unit++) offsets.push(offset)
    }
    offset += character.length
  }
  return { text: foldDigits(letters.join('')), offsets }
}

function fold(character: string): string {
  if (character === '\n') return character
  if (/\p{Nd}/u.test(character)) return String(decimal(character))
  if (/[\p{Pd}−~]/u.test(character)) return '-'
  if (/[·•∙⋅。]/.test(character)) return '.'
  if (/[‘’ʼ′]/.test(character)) return '\''
  if (/\s/u.test(character)) return ' '
  if (character === '➕') return '+'
  return lookAlikes.get(character) ?? character
}

/**
 * The digits of a script are a run of ten, the zero first (Unicode, chapter 4.6). Two runs may touch, as those of Pao Karen and
 * Eastern Pwo Karen do: hence the remainder.
 */
function decimal(digit: string): number {
  const code = digit.codePointAt(0) ?? 0
  let start = code
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--
  return (code - start) % 10
}

function foldDigits(text: string): string {
  return text.replace(/(?<=\d)[oil|зб]|[oil|зб](?=\d)/g, letter => digitLookAlikes.get(letter) ?? letter)
}

/** What a reader of a page may meet. `text` has a line feed between blocks alone, and {@link inlineBorder} for inline tags. */
export type PageText = {
  text: string
  placeAt: (offset: number) => Place
  attributes: (Place & { element: string, name: string, value: string })[]
  elements: HtmlElement[]
}

const inline = new Set(
  'a abbr b bdi bdo cite code data del dfn em i ins kbd q s samp small span strong sub sup time u var wbr'.split(' '),
)

/** Reads of a page what may hold a contact: comments, scripts and texts of stylesheets, too. Attributes have the place of their tag. */
export function readHtml(html: string): PageText {
  const { elements, pieces } = parseHtml(html)
  const placeAt = placeCounter(html)
  const texts = pieces.map(piece => ({ text: textOf(piece), from: piece.start }))
  return {
    elements,
    text: texts.map(({ text }) => text).join(''),
    placeAt: offset => placeAt(sourceOffset(texts, offset)),
    attributes: elements.flatMap(({ name: element, start, attributes }) => attributes.map(({ name, value }) => ({ element, name, value, ...placeAt(start) }))),
  }
}

function textOf(piece: HtmlPiece): string {
  // A mark stands within a word, and ends none: a handle is whole though some of its letters are marked.
  if (piece.kind === 'tag' && piece.name === 'mark') return ''
  if (piece.kind === 'tag') return inline.has(piece.name) ? inlineBorder : '\n'
  if (piece.kind === 'comment') return `\n${piece.text}\n`
  if (piece.within === 'style') return cssStrings(piece.text)
  // A line feed within a block is a space for the reader.
  return piece.within === 'script' ? piece.text : piece.text.replace(/[\n\r]/g, ' ')
}

/** Only quoted strings of a stylesheet can be seen (`content: "…"`); escapes are decoded. */
function cssStrings(css: string): string {
  return [...css.matchAll(/"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'/g)]
    .map(([, double, single]) => double ?? single ?? '')
    .map(string => string.replace(/\\([\da-f]{1,6})\s?/gi, (_, code: string) => fromCode(Number.parseInt(code, 16))))
    .join('\n')
}

function fromCode(code: number): string {
  return code <= 0x10FFFF ? String.fromCodePoint(code) : '\uFFFD'
}

function sourceOffset(texts: readonly { text: string, from: number }[], offset: number): number {
  let seen = 0
  for (const { text, from } of texts) {
    if (offset < seen + text.length) return from + Math.min(offset - seen, text.length)
    seen += text.length
  }
  return texts.at(-1)?.from ?? 0
}
