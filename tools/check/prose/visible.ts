/** Stands in a passage for what is no prose: code, a component, an image, a placeholder, words of another language. */
export const object = '\uFFFC'

/** What a reader sees of a text. `offsets[i]` is where the code unit `i` of `text` stands in the source. */
export type Visible = { text: string, offsets: number[] }

/** A part of the source: `as` is undefined for what stays as it is, otherwise what takes its place. */
type Piece = { from: number, to: number, as?: string }

/**
 * The prose of one block of Markdown (a paragraph, a heading, a list item), and the words of other languages that are marked in it.
 *
 * @param source the whole file
 * @param from the first letter of the block, behind its list marker
 */
export function visibleMarkdown(source: string, from: number, to: number): { own: Visible, foreign: (Visible & { lang: string })[] } {
  const marks = [...source.slice(from, to).matchAll(markup)].map(({ 0: all, index, groups = {} }) => ({
    from: from + index,
    to: from + index + all.length,
    as: groups['hidden'] === undefined ? object : '',
    span: groups['span'],
    lang: groups['lang'],
  }))
  return {
    own: assemble(source, from, to, marks),
    foreign: marks.flatMap(({ from: begin, span, lang }) => span === undefined || lang === undefined
      ? []
      : [{ lang, ...assemble(source, begin + 1, begin + 1 + span.length, []) }]),
  }
}

/** What of a block is not seen as it stands; the group `hidden` leaves nothing, everything else an {@link object}. */
const markup = new RegExp([
  /`[^`]+`/, // code
  /!\[[^\]]*\]\([^)]*\)/, // an image
  /\[(?<span>[^\]]*)\]\{[^}]*\blang="?(?<lang>[a-z]+)"?[^}]*\}/, // words of another language
  /(?<=^|[\s[*_(]):[a-z][\w-]*(?:\[[^\]]*\])?(?:\{[^}]*\})?/, // a component
  /https?:\/\/\S+/, // an address
  /(?<hidden>\*+|\[|\]\([^)]*\)|\](?:\{[^}]*\})?|\\(?=[^\w\s]))/, // emphasis, the brackets and the target of a link, an escape
].map(({ source }) => source).join('|'), 'gi')

/** The prose of a message of the interface or of a text in a data file: a placeholder and an address are an {@link object}. */
export function visibleText(source: string, from: number, to: number): Visible {
  const marks = [...source.slice(from, to).matchAll(/\{[^}]*\}|https?:\/\/\S+/g)]
    .map(({ 0: all, index }) => ({ from: from + index, to: from + index + all.length, as: object }))
  return assemble(source, from, to, marks)
}

function assemble(source: string, from: number, to: number, marks: readonly Piece[]): Visible {
  const pieces: Piece[] = []
  let at = from
  for (const mark of marks) {
    pieces.push({ from: at, to: mark.from }, mark)
    at = mark.to
  }
  pieces.push({ from: at, to })
  return {
    text: pieces.map(({ from, to, as }) => as ?? source.slice(from, to)).join(''),
    offsets: pieces.flatMap(({ from, to, as }) => Array.from({ length: as?.length ?? to - from }, (_, index) => from + index)),
  }
}
