import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { decodeTrie } from 'cspell-trie-lib'
import { z } from 'zod'
import type { Locale } from '../../../shared/locales.ts'

export type Dictionary = { has: (word: string) => boolean, suggest: (word: string) => string[] }

const packages: Record<Locale, { name: string, file: string }> = {
  ru: { name: '@cspell/dict-ru_ru', file: 'ru_ru.trie.gz' },
  uk: { name: '@cspell/dict-uk-ua', file: 'uk_ua.trie' },
  fr: { name: '@cspell/dict-fr-fr', file: 'fr-fr.trie.gz' },
  en: { name: '@cspell/dict-en-gb', file: 'en_GB.trie.gz' },
}

const cache = join(import.meta.dirname, '../../../node_modules/.cache/content-check')

/**
 * A dictionary of cspell, without its settings, file types and dictionaries of programming languages. To decode the file of a package
 * takes 2 to 4 s in Russian and Ukrainian, the compiled form that is kept in `node_modules/.cache` 0.03 to 0.1 s.
 */
export async function loadDictionary(lang: Locale): Promise<Dictionary> {
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
    const worker = new Worker(new URL('./compile.ts', import.meta.url), { workerData: path })
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
