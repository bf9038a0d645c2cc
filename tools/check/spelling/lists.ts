import { readText } from '../../../shared/content/text.ts'
import type { Locale } from '../../../shared/locales.ts'

/** The list for names, which are the same in all languages that use their alphabet. */
export const names = 'names'

/**
 * The words that the project adds to a dictionary: `content/words/names.txt` and `content/words/<locale>.txt`, one word a line, # for a
 * comment. As in a dictionary, a word in small letters may stand at the beginning of a sentence.
 */
export function wordList(root: string, lang: Locale): { has: (word: string) => boolean } {
  const words = new Set([names, lang].flatMap(list => readText(root, `content/words/${list}.txt`).text.split('\n'))
    .map(line => line.replace(/#.*/, '').trim()))
  return { has: word => words.has(word) || words.has(word.charAt(0).toLowerCase() + word.slice(1)) }
}
