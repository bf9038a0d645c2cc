import { finding, type Finding } from '../../shared/content/finding.ts'
import { object } from '../../shared/content/markdown.ts'
import { isLocale } from '../../shared/locales.ts'
import type { Page } from './page.ts'
import type { Passage } from './passages.ts'

/** Words of a sentence: https://insidegovuk.blog.gov.uk/2014/08/04/sentence-length-why-25-words-is-our-limit/ */
const limit = 25

/** Sentences that are too long to be understood at once. Where a sentence ends and what a word is, Unicode says (UAX 29). */
export function checkSentences(passages: readonly Passage[]): Finding[] {
  return passages.flatMap(({ file, lang, text, placeAt }) => {
    if (!isLocale(lang)) return []
    const { sentences, words } = segmentersOf(lang)
    const parts = [...text.matchAll(untilDigit)].flatMap(({ 0: part, index: from }) =>
      [...sentences.segment(part)].map(({ segment, index }) => ({ segment, index: from + index })))
    return parts.flatMap(({ segment, index }) => {
      const found = [...words.segment(segment)].filter(({ isWordLike, segment }) => isWordLike === true || segment === object)
      if (found.length <= limit) return []
      const begin = segment.slice(0, found[5]?.index).trim().replaceAll(object, '…')
      return [finding('sentence-length', file, placeAt(index), { words: found.length, limit, begin })]
    })
  })
}

/** Unicode takes a full stop before “4 October” for an abbreviation; after three letters or a component it ends a sentence. */
const untilDigit = /[\s\S]+?(?:(?<=(?:\p{L}{3}|\uFFFC)[.!?…][»”)]?)[ \u00A0]+(?=\d)|$)/gu

const segmenters = new Map<string, { sentences: Intl.Segmenter, words: Intl.Segmenter }>()

function segmentersOf(lang: string) {
  const known = segmenters.get(lang)
  if (known) return known
  const make = (granularity: 'sentence' | 'word'): Intl.Segmenter => new Intl.Segmenter(lang, { granularity })
  const made = { sentences: make('sentence'), words: make('word') }
  segmenters.set(lang, made)
  return made
}

/** Headings that leave out a level (the title of the page is the first), and images without text. */
export function checkStructure(pages: readonly Page[]): Finding[] {
  return pages.flatMap(({ file, markdown: { headings, blindImages } }) => [
    ...headings.flatMap(({ level, ...place }, index) => {
      const before = headings[index - 1]?.level ?? 1
      return level > before + 1 ? [finding('heading-order', file, place, { level, before })] : []
    }),
    ...blindImages.map(place => finding('image-text', file, place)),
  ])
}
