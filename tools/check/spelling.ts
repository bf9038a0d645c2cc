import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { decodeTrie } from 'cspell-trie-lib'
import { z } from 'zod'
import { finding, type Finding } from '../../shared/content/finding.ts'
import { readText } from '../../shared/content/text.ts'
import { localeCodes, type Locale } from '../../shared/locales.ts'
import type { Passage } from './passages.ts'

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

/** The list for names, which are the same in all languages that use their alphabet. */
export const names = 'names'

/**
 * The words that the project adds to a dictionary: `content/words/names.txt` and `content/words/<locale>.txt`, one word a line, # for a
 * comment. As in a dictionary, a word in small letters may stand at the beginning of a sentence.
 */
function wordList(root: string, lang: Locale): { has: (word: string) => boolean } {
  const words = new Set([names, lang].flatMap(list => readText(root, `content/words/${list}.txt`).text.split('\n'))
    .map(line => line.replace(/#.*/, '').trim()))
  return { has: word => words.has(word) || words.has(word.charAt(0).toLowerCase() + word.slice(1)) }
}

/** A word of a text, at its index there. */
type Word = { text: string, index: number }

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

type Dictionary = { has: (word: string) => boolean, suggest: (word: string) => string[] }

const packages: Record<Locale, { name: string, file: string }> = {
  ru: { name: '@cspell/dict-ru_ru', file: 'ru_ru.trie.gz' },
  uk: { name: '@cspell/dict-uk-ua', file: 'uk_ua.trie' },
  fr: { name: '@cspell/dict-fr-fr', file: 'fr-fr.trie.gz' },
  en: { name: '@cspell/dict-en-gb', file: 'en_GB.trie.gz' },
}

const cache = join(import.meta.dirname, '../../node_modules/.cache/content-check')

/**
 * A dictionary of cspell, without its settings, file types and dictionaries of programming languages. To decode the file of a package
 * takes 2 to 4 s in Russian and Ukrainian, the compiled form that is kept in `node_modules/.cache` 0.03 to 0.1 s.
 */
async function loadDictionary(lang: Locale): Promise<Dictionary> {
  const trie = decodeTrie(await compiled(lang))
  return {
    has: word => trie.hasWord(word, true) || trie.hasWord(word.toLowerCase(), true),
    suggest: word => trie.suggest(word, { numSuggestions: 3, ignoreCase: true }).slice(0, 3),
  }
}

async function compiled(lang: Locale): Promise<Uint8Array<ArrayBuffer>> {
  const { path, version } = sourceOf(lang)
  const kept = join(cache, `${lang}-${version}.btrie`)
  try {
    return readFileSync(kept)
  }
  catch {
    const bytes = await compile(path)
    keep(kept, bytes)
    return bytes
  }
}

const { resolve } = createRequire(import.meta.url)

/** The packages export their settings alone; the dictionary stands beside them. */
function sourceOf(lang: Locale): { path: string, version: string } {
  const { name, file } = packages[lang]
  const folder = dirname(resolve(name))
  const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  return { path: join(folder, file), version }
}

/** In a thread of its own, so that several languages take all cores. */
function compile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Promise((done, failed) => {
    const worker = new Worker(new URL('./compile-dictionary.ts', import.meta.url), { workerData: path })
    worker.once('message', (bytes: unknown) => done(new Uint8Array(z.instanceof(Uint8Array).parse(bytes))))
    worker.once('error', failed)
  })
}

/** Whole or not at all, since others may read it meanwhile. Without a place to keep it the next run compiles again. */
function keep(path: string, bytes: Uint8Array): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(`${path}.${process.pid}`, bytes)
    renameSync(`${path}.${process.pid}`, path)
  }
  catch {
    return
  }
}
