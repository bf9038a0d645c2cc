import type { Locale } from '../../../shared/locales.ts'
import type { Edit } from './typography.ts'

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
export function quoteEdits(text: string, lang: Locale): { edits: Edit[], unclear: { at: number, found: string, right: string }[] } {
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
