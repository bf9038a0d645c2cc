import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Locale } from '../../../shared/locales.ts'

type Branch = { readonly [key: string]: string | Branch }

const branch: z.ZodType<Branch> = z.record(z.string(), z.union([z.string(), z.lazy(() => branch)]))

/**
 * The messages of a locale for what is written outside of Vue.
 *
 * @returns a function that takes a key such as `copy.title` and throws for one that no file has
 */
export function readWords(root: string, locale: Locale): (key: string, values?: Record<string, string>) => string {
  const file = `locales/${locale}.json`
  const messages = branch.parse(JSON.parse(readFileSync(join(root, file), 'utf8')))
  return (key, values = {}) => {
    let found: string | Branch | undefined = messages
    for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined
    if (typeof found !== 'string') throw new Error(`${file} has no message ${key}`)
    return found.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '')
  }
}
