import type { Value } from '../../../shared/content/messages/messages.ts'
import type { Locale } from '../../../shared/locales.ts'
import { quoteEdits } from './quotes.ts'

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
export function typographyEdits(text: string, lang: Locale): Edit[] {
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
