import { finding, placeCounter, type Finding } from '../../shared/content/finding.ts'

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
