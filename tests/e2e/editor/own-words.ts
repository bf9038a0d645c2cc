import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Locale } from '../../../shared/locales.ts'
import { root } from '../places.ts'

const files: Record<Locale, string> = { ru: 'ru', uk: 'uk', fr: 'fr', en: 'en-US' }

/** The words of Sveltia CMS itself in a language: its buttons, by their names, such as `save`. Groups of words are left out. */
export function ownWords(locale: Locale): Record<string, string> {
  const text = readFileSync(join(root, `node_modules/@sveltia/cms/locales/${files[locale]}.json`), 'utf8')
  const words = z.record(z.string(), z.unknown()).parse(JSON.parse(text))
  return Object.fromEntries(Object.entries(words).flatMap(([name, word]): [string, string][] => typeof word === 'string' ? [[name, word]] : []))
}
