/** A word of a text, at its index there. */
export type Word = { text: string, index: number }

/** Elided before a vowel; what follows is a word of its own. */
const elided = /^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)’/i

/**
 * The words of a text that a dictionary can know: letters, with apostrophes and hyphens within. What has digits, dots or slashes is a
 * name of something: A4, gov.ua, and/or.
 */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}_'’./-]+/gu)].flatMap(({ 0: token, index }) => {
    const start = token.search(/[\p{L}\p{N}_]/u)
    const word = token.slice(Math.max(start, 0)).replace(/[^\p{L}\p{M}\p{N}_]+$/u, '')
    return word === '' || /^[./]/.test(token) || /[\p{N}_./]/u.test(word) ? [] : [{ text: word, index: index + start }]
  })
}

/**
 * Ways in which a word can be right: it is, when of one of these lists a dictionary has every part.
 *
 * @example spellingsOf('l’armée', 'fr') // [['l’armée'], ['armée'], ['armée']]
 */
export function spellingsOf(word: string, lang: string): string[][] {
  const bare = lang === 'fr' ? word.replace(elided, '') : lang === 'en' ? word.replace(/[’']s$/, '') : word
  const parts = bare.split('-').map(part => lang === 'fr' ? part.replace(elided, '') : part).filter(part => part !== '')
  // The Ukrainian dictionary and the English one have the straight apostrophe.
  return [[word], [bare], parts].flatMap(spelling => [spelling, spelling.map(part => part.replaceAll('’', '\''))])
}
