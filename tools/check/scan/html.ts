import { placeCounter, type Place } from '../../../shared/content/finding.ts'
import { inlineBorder } from './scan.ts'

/** What a reader of a page may meet. `text` has a line feed between blocks alone, and {@link inlineBorder} for inline tags. */
export type PageText = {
  text: string
  placeAt: (offset: number) => Place
  attributes: (Place & { element: string, name: string, value: string })[]
}

const inline = new Set(
  'a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr'.split(' '),
)

const token = /<!--([\s\S]*?)-->|<(script|style)\b([^>]*)>([\s\S]*?)<\/\2\s*>|<(\/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi

const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g

/** Reads HTML as the renderer writes it; it is well-formed, which another check proves. Comments, scripts and styles count as text. */
export function readHtml(html: string): PageText {
  const pieces: { text: string, from: number }[] = []
  const attributes: PageText['attributes'] = []
  const placeAt = placeCounter(html)
  let end = 0
  for (const match of html.matchAll(token)) {
    const [whole, comment, rawElement, rawAttributes, raw, , tag, tagAttributes] = match
    const element = (tag ?? rawElement ?? '').toLowerCase()
    pieces.push({ text: decodeText(html.slice(end, match.index)), from: end })
    pieces.push({ text: inline.has(element) ? inlineBorder : '\n', from: match.index })
    const hidden = element === 'style' ? cssStrings(raw ?? '') : comment ?? raw
    if (hidden !== undefined) pieces.push({ text: `${hidden}\n`, from: match.index })
    for (const [, name = '', double, single, bare] of (tagAttributes ?? rawAttributes ?? '').matchAll(attribute)) {
      const value = decodeEntities(double ?? single ?? bare ?? '')
      attributes.push({ element, name: name.toLowerCase(), value, ...placeAt(match.index) })
    }
    end = match.index + whole.length
  }
  pieces.push({ text: decodeText(html.slice(end)), from: end })
  return { text: pieces.map(({ text }) => text).join(''), placeAt: offset => placeAt(sourceOffset(pieces, offset)), attributes }
}

/** A line feed within a block is a space for the reader. Of the same length, so that places stay. */
function decodeText(html: string): string {
  return decodeEntities(html).replace(/[\n\r]/g, ' ')
}

/** Only quoted strings of a stylesheet can be seen (`content: "…"`); escapes are decoded. */
function cssStrings(css: string): string {
  return [...css.matchAll(/"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'/g)]
    .map(([, double, single]) => double ?? single ?? '')
    .map(string => string.replace(/\\([\da-f]{1,6})\s?/gi, (_, code: string) => fromCode(Number.parseInt(code, 16))))
    .join('\n')
}

function sourceOffset(pieces: readonly { text: string, from: number }[], offset: number): number {
  let seen = 0
  for (const { text, from } of pieces) {
    if (offset < seen + text.length) return from + Math.min(offset - seen, text.length)
    seen += text.length
  }
  return pieces.at(-1)?.from ?? 0
}

const named = new Map(Object.entries({
  amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'',
  plus: '+', commat: '@', period: '.', sol: '/', bsol: '\\', colon: ':', lowbar: '_', lpar: '(', rpar: ')', hyphen: '‐', dash: '‐',
  ndash: '–', mdash: '—',
  nbsp: '\u00A0', ensp: '\u2002', emsp: '\u2003', thinsp: '\u2009', Tab: '\t', NewLine: '\n', shy: '\u00AD', zwnj: '\u200C', zwj: '\u200D',
}))

/** Numeric entities and those names that could hide a contact; the renderer itself writes only the first five. */
function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|([a-z]+));?/gi, (whole, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name) return named.get(name) ?? whole
    return fromCode(decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '0', 16))
  })
}

function fromCode(code: number): string {
  return code <= 0x10FFFF ? String.fromCodePoint(code) : '\uFFFD'
}
