import { finding, placeCounter, type Finding } from '../../shared/content/finding.ts'
import type { Page } from './page.ts'
import type { Passage } from './passages.ts'

/** Letters that the alphabet of the other language has and this one has not: a text pasted into the wrong file shows by them. */
const foreign: Readonly<Record<string, RegExp>> = { ru: /[іїєґ]/iu, uk: /[ыэёъ]/iu }

/** Words of two alphabets, and letters that the language does not have. */
export function checkLetters(passages: readonly Passage[]): Finding[] {
  return passages.flatMap(({ file, lang, text, placeAt }) => [...text.matchAll(wordPattern)].flatMap(({ 0: word, index }) => {
    const place = placeAt(index)
    if (/\p{Script=Cyrillic}/u.test(word) && /\p{Script=Latin}/u.test(word)) return [finding('letters-mixed', file, place, { word })]
    const letter = foreign[lang]?.exec(word)?.[0]
    return letter === undefined ? [] : [finding('letters-foreign', file, place, { word, letter })]
  }))
}

const wordPattern = /[\p{L}\p{M}][\p{L}\p{M}\p{N}_'’]*/gu

/**
 * Cyrillic in French and English pages without a mark of its language: a screen reader would spell it out letter by letter.
 * https://www.w3.org/WAI/WCAG22/Understanding/language-of-parts
 */
export function checkLanguage(pages: readonly Page[]): Finding[] {
  return pages.filter(({ locale }) => locale === 'fr' || locale === 'en').flatMap(page => [...inBody(page), ...inFrontMatter(page)])
}

function inBody({ file, markdown: { body, bodyLine, blocks } }: Page): Finding[] {
  // Blanked rather than removed, so that offsets stay.
  const rest = blocks.flatMap(({ foreign }) => foreign)
    .reduce((text, { from, to }) => text.slice(0, from) + ' '.repeat(to - from) + text.slice(to), body)
  const placeAt = placeCounter(body, bodyLine)
  return [...rest.matchAll(/\p{Script=Cyrillic}[\p{Script=Cyrillic}\s’'-]*/gu)]
    .map(match => finding('language-unmarked', file, placeAt(match.index), { text: match[0].trim() }))
}

/** A title and a description are plain text in the head of the page: they cannot carry a mark. */
function inFrontMatter({ file, frontMatter, yaml }: Page): Finding[] {
  const fields = ['title', 'description'] as const
  return fields.filter(field => /\p{Script=Cyrillic}/u.test(frontMatter?.[field] ?? ''))
    .map(field => finding('language-head', file, yaml.placeOf([field]), { field }))
}

/** Control, zero-width, joining and bidi characters, soft hyphens and byte order marks. No language here needs one. */
const hidden = /(?![\t\n\r])[\p{Cc}\p{Cf}\u2028\u2029\u115F\u3164]/gu

/**
 * Characters that nobody sees, and letters that are composed of several signs and so are found by no search.
 *
 * @param files what editors write, as it stands
 */
export function checkHidden(files: readonly { file: string, text: string }[]): Finding[] {
  return files.flatMap(({ file, text }) => {
    const placeAt = placeCounter(text)
    return [
      ...[...text.matchAll(hidden)]
        .map(({ 0: character, index }) => finding('hidden-character', file, placeAt(index), { code: codeOf(character) })),
      ...[...text.matchAll(/\P{M}\p{M}+/gu)].filter(({ 0: letter }) => letter.normalize('NFC') !== letter)
        .map(({ 0: letter, index }) => finding('hidden-form', file, placeAt(index), { letter: letter.normalize('NFC') })),
    ]
  })
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
