import { finding, type Finding } from '../../shared/content/finding.ts'
import type { Passage } from './prose/passages.ts'

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
