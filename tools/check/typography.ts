import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { finding, type Finding } from '../../shared/content/finding.ts'
import type { Value } from '../../shared/tool-words.ts'
import { isLocale, type Locale } from '../../shared/locales.ts'
import { passagesIn, type Passage } from './passages.ts'
import { readSite, type SiteOptions } from './site.ts'

/** Spaces, quotation marks, apostrophes and dashes that are not those of the language. */
export function checkTypography(passages: readonly Passage[]): Finding[] {
  return passages.flatMap((passage) => {
    const { file, lang, text, placeAt } = passage
    if (!isLocale(lang)) return []
    return [
      ...typographyEdits(text, lang).map(edit => editFinding(passage, edit)),
      ...quoteEdits(text, lang).unclear.map(({ at, found, right }) => finding('quote-unclear', file, placeAt(at), { found, right })),
    ]
  })
}

/** A message has its own data, so that each kind of edit is named. */
function editFinding({ file, placeAt }: Passage, edit: Edit): Finding {
  const place = placeAt(edit.start)
  switch (edit.messageId) {
    case 'space-double': return finding(edit.messageId, file, place)
    case 'space-digits': return finding(edit.messageId, file, place, edit.data)
    case 'quote':
    case 'dash': return finding(edit.messageId, file, place, edit.data)
    case 'apostrophe': return finding(edit.messageId, file, place, edit.data)
    default: return finding(edit.messageId, file, place, edit.data)
  }
}

/** A mend of a text: what stands from `start` to before `end` becomes `to`. It is never empty and never touches letters and digits. */
export type Edit = { start: number, end: number, to: string } & (
  | { messageId: 'space-unneeded' | 'space-missing', data: { sign: Value } }
  | { messageId: 'space-double', data: Record<never, Value> }
  | { messageId: 'space-digits', data: { number: Value } }
  | { messageId: 'quote', data: { found: Value, right: Value } }
  | { messageId: 'apostrophe', data: { found: Value } }
  | { messageId: 'dash', data: { found: Value, right: Value } }
)

const noBreak = '\u00A0'
const narrow = '\u202F'

/** A word, a number, a closing sign, a link or a component: what a sign of punctuation follows. */
const wordEnd = '(?<=[\\p{L}\\p{M}\\p{N}»”’“)%\\uFFFC])'

/**
 * What the typography of a language would change in a text, in order and without overlaps.
 * After the edits another call may find more: a new quotation mark asks for its no-break spaces.
 *
 * @param text without markup
 */
function typographyEdits(text: string, lang: Locale): Edit[] {
  const edits = [...apostrophes(text), ...quoteEdits(text, lang).edits, ...dashes(text, lang), ...spaces(text, lang)]
    .sort((a, b) => a.start - b.start)
  return edits.filter(({ start }, index) => !edits.some((other, at) => at < index && start < other.end))
}

function find(text: string, pattern: RegExp): { all: string, start: number, end: number }[] {
  return [...text.matchAll(pattern)].map(({ 0: all, index }) => ({ all, start: index, end: index + all.length }))
}

/** U+02BC is a letter in some alphabets, but one sign serves all four languages here. */
function apostrophes(text: string): Edit[] {
  return find(text, /(?<=\p{L})['ʼ´](?=\p{L})/gu)
    .map(({ all, start, end }) => ({ start, end, to: '’', messageId: 'apostrophe', data: { found: all } }))
}

function dashes(text: string, lang: Locale): Edit[] {
  const slavic = lang === 'ru' || lang === 'uk'
  const right = slavic ? '—' : '–'
  const before = slavic || lang === 'fr' ? noBreak : ' '
  // Between two digits a dash with spaces may be a minus or a range.
  const sign = slavic ? '(?:--?|–)' : '--?'
  const wrong = new RegExp(`(?<=[^\\s\\d])[ \\u00A0]+${sign}(?= )|(?<=\\d)[ \\u00A0]+${sign}(?= +\\D)`, 'gu')
  return [
    ...find(text, wrong).map(({ all, start, end }): Edit =>
      ({ start, end, to: `${before}${right}`, messageId: 'dash', data: { found: all.trim(), right } })),
    ...find(text, /(?<=(?<![\d-])(?:19|20)\d\d)-(?=(?:19|20)\d\d(?![\d-]))/g)
      .map(({ start, end }): Edit => ({ start, end, to: '–', messageId: 'dash', data: { found: '-', right: '–' } })),
  ]
}

function spaces(text: string, lang: Locale): Edit[] {
  const byLanguage = { ru: slavicSpaces, uk: slavicSpaces, fr: frenchSpaces, en: englishSpaces }
  return [
    ...find(text, /(?<=\S) {2,}(?=\S)/g).map(({ start, end }): Edit => ({ start, end, to: ' ', messageId: 'space-double', data: {} })),
    ...byLanguage[lang](text),
  ]
}

function slavicSpaces(text: string): Edit[] {
  return [...unneeded(text, '[,;:!?.]'), ...missing(text, / (?=—)/g, noBreak, '—'), ...bound(text), ...digits(text, noBreak)]
}

function englishSpaces(text: string): Edit[] {
  return [...unneeded(text, '[,;:!?.]'), ...missing(text, /(?<=§) (?=\d)/g, noBreak, '§')]
}

/** No-break space before `:` and within « », a narrow one before `;`, `!` and `?`. */
function frenchSpaces(text: string): Edit[] {
  return [
    ...unneeded(text, '[,.]'),
    ...missing(text, new RegExp(`${wordEnd}[ \\u00A0]?(?=[;!?])`, 'gu'), narrow, undefined),
    ...missing(text, new RegExp(`${wordEnd}[ \\u202F]?(?=:(?:\\s|$))`, 'gu'), noBreak, ':'),
    // Not before a colon: behind a space `:word` would become a component.
    ...missing(text, /(?<=«)[ \u202F]?(?=[^\s»:])/gu, noBreak, '«'),
    ...missing(text, /(?<=[^\s«])[ \u202F]?(?=»)/gu, noBreak, '»'),
    ...bound(text),
    ...digits(text, narrow),
  ]
}

function unneeded(text: string, signs: string): Edit[] {
  return find(text, new RegExp(`${wordEnd}[ \\u00A0\\u202F]+(?=${signs}(?:\\s|$))`, 'gu'))
    .map(({ start, end }) => ({ start, end, to: '', messageId: 'space-unneeded', data: { sign: text[end] ?? '' } }))
}

/** An ordinary space or none where a no-break space belongs. An edit is never empty: one without a space takes a neighbour along. */
function missing(text: string, pattern: RegExp, space: string, sign: string | undefined): Edit[] {
  return find(text, pattern).map(({ start, end }) => {
    const data = { sign: sign ?? text[end] ?? '' }
    if (end > start) return { start, end, to: space, messageId: 'space-missing', data }
    return text[start - 1] === '«'
      ? { start: start - 1, end, to: `«${space}`, messageId: 'space-missing', data }
      : { start, end: end + 1, to: `${space}${text[end]}`, messageId: 'space-missing', data }
  })
}

/** A number stays beside its sign. */
function bound(text: string): Edit[] {
  return [...missing(text, /(?<=\d) (?=%)/g, noBreak, '%'), ...missing(text, /(?<=[№§]) (?=\d)/g, noBreak, '№')]
}

/** Groups of three digits: 48 000 000. A year before a number is no group. */
function digits(text: string, space: string): Edit[] {
  return find(text, /(?<![\p{N}.,:/-]|\p{N}[ \u00A0\u202F])\d{1,3}(?:[ \u00A0\u202F]\d{3})+(?![\p{N}])/gu).flatMap(({ all, start }) =>
    find(all, / /g).map((at): Edit =>
      ({ start: start + at.start, end: start + at.end, to: space, messageId: 'space-digits', data: { number: all } })))
}

/** Outer and inner quotation marks. French takes no-break spaces within the outer ones, which is a rule of spaces. */
const marks: Record<Locale, readonly (readonly [open: string, close: string])[]> = {
  ru: [['«', '»'], ['„', '“']],
  uk: [['«', '»'], ['„', '“']],
  fr: [['«', '»'], ['“', '”']],
  en: [['“', '”'], ['‘', '’']],
}

type Mark = { at: number, sign: string }

/**
 * Quotation marks that are not those of the language. They are mended in pairs, outer and inner by their depth; `unclear` are those that
 * have no partner in the text.
 */
function quoteEdits(text: string, lang: Locale): { edits: Edit[], unclear: { at: number, found: string, right: string }[] } {
  const own = marks[lang]
  const known = own.flat().join('')
  const [outer = ['', '']] = own
  const { pairs, single } = pairUp(text, lang)
  return {
    edits: pairs.flatMap(({ open, close, depth }) => {
      const right = own[Math.min(depth, own.length - 1)] ?? outer
      const edit = ({ at, sign }: Mark, to: string): Edit[] =>
        sign === to ? [] : [{ start: at, end: at + 1, to, messageId: 'quote', data: { found: sign, right: to } }]
      return [...edit(open, right[0]), ...edit(close, right[1])]
    }),
    unclear: single.filter(({ sign }) => !known.includes(sign)).map(({ at, sign }) => ({ at, found: sign, right: outer.join(' ') })),
  }
}

function pairUp(text: string, lang: Locale): { pairs: { open: Mark, close: Mark, depth: number }[], single: Mark[] } {
  const open: Mark[] = []
  const single: Mark[] = []
  const pairs: { open: Mark, close: Mark, depth: number }[] = []
  for (const { 0: sign, index: at } of text.matchAll(/[«»„“”"]/g)) {
    if (opens(text, at, sign, open.some(({ sign }) => sign === '„'), lang)) {
      open.push({ at, sign })
      continue
    }
    const partner = open.pop()
    if (partner) pairs.push({ open: partner, close: { at, sign }, depth: open.length })
    else single.push({ at, sign })
  }
  // One that stays open makes the depth of all others uncertain.
  if (open.length + single.length === 0) return { pairs, single }
  return { pairs: [], single: [...single, ...open, ...pairs.flatMap(({ open, close }) => [open, close])] }
}

/** “ closes after „ and opens otherwise; a straight mark opens before a word and after a space. */
function opens(text: string, at: number, sign: string, afterLow: boolean, lang: Locale): boolean {
  if (sign === '"') return /^$|[\s([«„“\u2014]/.test(text[at - 1] ?? '') && /\S/.test(text[at + 1] ?? '')
  if (sign === '“') return !(afterLow && (lang === 'ru' || lang === 'uk' || !/\s/.test(text[at - 1] ?? ' ')))
  return sign === '«' || sign === '„'
}

/** One mend may ask for another, as quotation marks for their spaces; a text needs no more. */
const rounds = 4

/**
 * A file with spaces, quotation marks, apostrophes and dashes mended in everything that readers read. Letters, digits, links, components
 * and code stay.
 *
 * @param file its path from the root of the project
 */
export function mendTypography(file: string, text: string): string {
  let mended = text
  for (let round = 0; round < rounds; round++) {
    const before = mended
    mended = mendOnce(before, passagesIn(file, before))
    if (mended === before) break
  }
  return mended
}

function mendOnce(source: string, passages: readonly Passage[]): string {
  return passages
    .flatMap((passage) => {
      const { text, lang } = passage
      return isLocale(lang) ? typographyEdits(text, lang).flatMap(edit => sourceEdit(passage, edit)) : []
    })
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, to }) => text.slice(0, start) + to + text.slice(end), source)
}

/** Nothing for an edit over markup, or in a text whose letters stand otherwise in the file. */
function sourceEdit({ offsets }: Passage, { start, end, to }: Edit): { start: number, end: number, to: string }[] {
  const first = offsets?.[start]
  const last = offsets?.[end - 1]
  return first !== undefined && last !== undefined && last - first === end - 1 - start ? [{ start: first, end: last + 1, to }] : []
}

/**
 * Mends the typography of everything that readers read.
 *
 * @param root the folder of the project
 * @returns the files that were changed
 */
export function fixContent(root: string, options: SiteOptions = {}): string[] {
  return readSite(root, options).written.flatMap(({ file, text }) => {
    const mended = mendTypography(file, text)
    if (mended === text) return []
    writeFileSync(join(root, file), mended)
    return [file]
  })
}
