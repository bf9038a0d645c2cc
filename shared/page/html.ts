import { Tokenizer, TokenizerMode, type Token } from 'parse5'

/** An attribute as a browser reads it. The offsets are those of the whole attribute in the source. */
interface HtmlAttribute { name: string, value: string, start: number, end: number }

/** An element and its place in the source: `start` of its start tag, which ends at `innerStart`, and `innerEnd` of what stands in it, up to `end`. */
export interface HtmlElement { name: string, attributes: HtmlAttribute[], start: number, innerStart: number, innerEnd: number, end: number }

/** What stands in the source from `start` on: a tag, a comment, or the decoded text between them with the name of the element it stands in. */
export type HtmlPiece = { start: number } & ({ kind: 'tag', name: string } | { kind: 'comment', text: string } | { kind: 'text', text: string, within: string })

const empty = new Set('area base br col embed hr img input link meta source track wbr'.split(' '))

/** Elements in which no tags stand: https://html.spec.whatwg.org/multipage/parsing.html#parsing-html-fragments */
const modes = new Map([
  ['title', TokenizerMode.RCDATA], ['textarea', TokenizerMode.RCDATA], ['script', TokenizerMode.SCRIPT_DATA], ['plaintext', TokenizerMode.PLAINTEXT],
  ...['style', 'xmp', 'iframe', 'noembed', 'noframes'].map(name => [name, TokenizerMode.RAWTEXT] as const),
])

/**
 * Reads HTML tag by tag, as browsers do, but does not mend it as they would: pages are well-formed, which `npm run check -- --built` proves. Tags
 * stay where they are in the source, so that parts of it can be cut and replaced and the rest stays the same to the byte.
 *
 * @returns elements in the order of their start tags, and all pieces of the source
 */
export function parseHtml(html: string): { elements: HtmlElement[], pieces: HtmlPiece[] } {
  const elements: HtmlElement[] = []
  const pieces: HtmlPiece[] = []
  const open: HtmlElement[] = []

  function addText({ chars, location }: Token.CharacterToken) {
    const last = pieces.at(-1)
    if (last?.kind === 'text') last.text += chars
    else pieces.push({ kind: 'text', start: location?.startOffset ?? 0, text: chars, within: open.at(-1)?.name ?? '' })
  }

  function closeFrom(index: number, innerEnd: number, end: number) {
    for (const [position, element] of open.splice(index).entries()) {
      element.innerEnd = innerEnd
      element.end = position === 0 ? end : innerEnd
    }
  }

  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, {
    onStartTag: ({ tagName: name, attrs, selfClosing, location }) => {
      const { startOffset: start = 0, endOffset: end = 0, attrs: places } = location ?? {}
      const attributes = attrs.map(({ name, value }) => ({ name, value, start: places?.[name]?.startOffset ?? start, end: places?.[name]?.endOffset ?? start }))
      const element = { name, attributes, start, innerStart: end, innerEnd: end, end }
      elements.push(element)
      pieces.push({ kind: 'tag', start, name })
      if (selfClosing || empty.has(name)) return
      open.push(element)
      tokenizer.state = modes.get(name) ?? tokenizer.state
    },
    onEndTag: ({ tagName: name, location }) => {
      const { startOffset: start = 0, endOffset: end = 0 } = location ?? {}
      const index = open.findLastIndex(element => element.name === name)
      if (index >= 0) closeFrom(index, start, end)
      pieces.push({ kind: 'tag', start, name })
    },
    onComment: ({ data, location }) => pieces.push({ kind: 'comment', start: location?.startOffset ?? 0, text: data }),
    onCharacter: addText,
    onWhitespaceCharacter: addText,
    onNullCharacter: addText,
    onDoctype: () => {},
    onEof: () => closeFrom(0, html.length, html.length),
  })
  // The reader would make one sign of a carriage return and a line feed, and offsets would be off by one.
  tokenizer.write(html.replaceAll('\r', ' '), true)
  return { elements, pieces }
}

/** The value of an attribute. */
export function attributeOf({ attributes }: HtmlElement, name: string): string | undefined {
  return attributes.find(attribute => attribute.name === name)?.value
}

/** Whether an element stands in another one. */
export function isWithin(inner: HtmlElement, outer: HtmlElement): boolean {
  return outer.innerStart <= inner.start && inner.end <= outer.innerEnd
}

/** What stands in an element, as it is in the source. */
export function innerHtml(html: string, { innerStart, innerEnd }: HtmlElement): string {
  return html.slice(innerStart, innerEnd)
}

/** A part of a source and what comes in its place; without `text`, nothing. */
export interface Replacement { start: number, end: number, text?: string }

/** Replaces parts of a source. What lies in a part that is replaced goes with it. */
export function replaceParts(html: string, parts: readonly Replacement[]): string {
  let at = 0
  const kept = parts.toSorted((a, b) => a.start - b.start).flatMap(({ start, end, text = '' }) => {
    if (start < at) return []
    const before = html.slice(at, start)
    at = end
    return [before, text]
  })
  return [...kept, html.slice(at)].join('')
}
