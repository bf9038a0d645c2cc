import { finding, type Finding } from '../../../shared/content/finding.ts'
import { localeCodes, type Locale } from '../../../shared/locales.ts'
import type { Passage } from '../prose/passages.ts'
import { loadDictionary } from './dictionary.ts'
import { names, wordList } from './lists.ts'
import { spellingsOf, wordsOf } from './words.ts'

/**
 * Words that neither the dictionary of their language nor the lists of the project have.
 *
 * @param root the folder with `content/words`
 */
export async function checkSpelling(root: string, passages: readonly Passage[]): Promise<Finding[]> {
  const byLanguage = await Promise.all(localeCodes
    .map(lang => spellingFindings(root, lang, passages.filter(passage => passage.lang === lang))))
  return byLanguage.flat()
}

async function spellingFindings(root: string, lang: Locale, passages: readonly Passage[]): Promise<Finding[]> {
  const words = wordList(root, lang)
  const dictionary = await loadDictionary(lang)
  const verdicts = new Map<string, string[] | undefined>()
  const isRight = (word: string): boolean =>
    spellingsOf(word, lang).some(parts => parts.every(part => words.has(part) || dictionary.has(part)))
  return passages.flatMap(({ file, text, placeAt }) => wordsOf(text).flatMap(({ text: word, index }) => {
    const own = hasAlphabetOf(lang, word)
    if (!verdicts.has(word)) verdicts.set(word, isRight(word) ? undefined : own ? dictionary.suggest(word) : [])
    const suggestions = verdicts.get(word)
    if (!suggestions) return []
    const list = own && word === word.toLowerCase() ? lang : names
    return [suggestions.length > 0
      ? finding('spelling-suggested', file, placeAt(index), { word, suggestions: suggestions.join(', '), list })
      : finding('spelling', file, placeAt(index), { word, list })]
  }))
}

function hasAlphabetOf(lang: Locale, word: string): boolean {
  return /\p{Script=Cyrillic}/u.test(word) === (lang === 'ru' || lang === 'uk')
}
