import { placeCounter, type Place } from '../../shared/content/finding.ts'
import { readYaml, type YamlString, type YamlText } from '../../shared/content/yaml.ts'
import { isLocale, type Locale } from '../../shared/locales.ts'
import { parsePage } from './page.ts'

/**
 * A piece of prose: a paragraph, a heading, a list item, a message, a text of a YAML file; or words of another language within one.
 *
 * - `lang`: the language that judges it; one without rules passes.
 * - `text`: without markup; {@link object} stands for what is no prose.
 * - `offsets`: where each code unit of `text` stands in the file; undefined when escapes hide that. Then nothing is mended in it.
 */
export type Passage = {
  file: string
  lang: string
  text: string
  offsets: number[] | undefined
  placeAt: (index: number) => Place
}

/**
 * What readers may read of a file that editors write: the body, title and description of a page, the messages of a locale, and the texts
 * in a data file whose field is named after a locale.
 *
 * @param file its path from the root of the project
 */
export function passagesIn(file: string, text: string): Passage[] {
  const [, locale, name] = /([^/]+)(?:\/([^/]+))?\.(?:md|json)$/.exec(file.replace(/^locales\//, '')) ?? []
  if (file.endsWith('.yml')) return dataPassages(file, readYaml(text, file))
  if (!isLocale(locale)) return []
  return name === undefined ? messagePassages(file, locale, readYaml(text, file)) : pagePassages(parsePage(text, { file, locale, name }))
}

function dataPassages(file: string, { texts }: YamlText): Passage[] {
  return texts.flatMap((text) => {
    const locale = text.path.at(-1)
    return isLocale(locale) ? [yamlPassage(file, locale, text, 0)] : []
  })
}

/** None of a page without front matter: what stands there in its place is no prose. */
function pagePassages({ file, locale, text, bodyStart, yaml }: ReturnType<typeof parsePage>): Passage[] {
  if (bodyStart === 0) return []
  const placeAt = placeCounter(text)
  const fields = new Set(['title', 'description'])
  return [
    ...yaml.texts.filter(({ path: [field = ''], path }) => path.length === 1 && fields.has(field))
      // The front matter begins behind the line of ---.
      .map(string => yamlPassage(file, locale, string, text.indexOf('\n') + 1)),
    ...proseBlocks(text, bodyStart).flatMap(({ from, to }) => {
      const { own, foreign } = visibleMarkdown(text, from, to)
      return [passage(file, locale, own, placeAt), ...foreign.map(({ lang, ...visible }) => passage(file, lang, visible, placeAt))]
    }),
  ]
}

function passage(file: string, lang: string, { text, offsets }: Visible, placeAt: (offset: number) => Place): Passage {
  return { file, lang, text, offsets, placeAt: index => placeAt(offsets[index] ?? offsets.at(-1) ?? 0) }
}

/** @param begin where the YAML text begins in its file */
function yamlPassage(file: string, lang: Locale, string: YamlString, begin: number): Passage {
  return stringPassage(file, lang, string, visibleText(string.value, 0, string.value.length), begin)
}

/** Each plural form is a passage. */
function messagePassages(file: string, locale: Locale, { texts }: YamlText): Passage[] {
  return texts.flatMap(string => [...string.value.matchAll(/(?:(?!\s\|\s)[\s\S])+/g)].map(({ 0: form, index }) => {
    const from = index + form.length - form.trimStart().length
    return stringPassage(file, locale, string, visibleText(string.value, from, index + form.trimEnd().length), 0)
  }))
}

function stringPassage(file: string, lang: Locale, { start, place }: YamlString, { text, offsets }: Visible, begin: number): Passage {
  return {
    file,
    lang,
    text,
    offsets: start === undefined ? undefined : offsets.map(offset => begin + start + offset),
    placeAt: index => ({ line: place.line, column: place.column + (start === undefined ? 0 : offsets[index] ?? 0) }),
  }
}

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

/**
 * The blocks of a Markdown text that hold prose: paragraphs, headings and list items, without their markers.
 *
 * @param from where the text begins in the source
 * @returns from the first letter to behind the last, as offsets in the source
 */
export function proseBlocks(source: string, from: number): { from: number, to: number }[] {
  const blocks: { from: number, to: number }[] = []
  let open = false
  let at = from
  for (const line of source.slice(from).split('\n')) {
    const [marker = ''] = /^[ \t]*(?:(?:#{1,6}|[-*+]|\d+[.)])[ \t]+|>[ \t]*)?/.exec(line) ?? []
    const begin = at + marker.length
    const end = at + line.trimEnd().length
    const last = blocks.at(-1)
    // A line that begins with two colons opens or closes a component.
    if (begin >= end || /^[ \t]*:{2,}/.test(line)) open = false
    else if (open && last && marker.trim() === '') last.to = end
    else {
      blocks.push({ from: begin, to: end })
      open = !marker.includes('#')
    }
    at += line.length + 1
  }
  return blocks
}
