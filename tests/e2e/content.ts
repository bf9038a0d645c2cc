import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { loadContent, type Content } from '../../shared/content/read.ts'
import { localeCodes, type Locale } from '../../shared/locales.ts'
import { errorPages, parsePath } from '../../shared/paths.ts'
import { builds, contactFolders, root, type Build } from './built-site.ts'

/** What the editors' files say, for comparison with what is served. */
export function contentOf(build: Build): Content {
  return loadContent(root, { contacts: contactFolders[build] })
}

const head = z.object({ title: z.string(), description: z.string(), reviewed: z.string() })

/** The front matter of a page. */
export function frontMatter({ locale, name }: SitePage): z.output<typeof head> {
  const text = readFileSync(join(root, `content/${locale}/${name}.md`), 'utf8')
  return head.parse(parse(text.split(/^---$/m)[1] ?? ''))
}

interface Messages { readonly [key: string]: string | Messages }

const messages: z.ZodType<Messages> = z.record(z.string(), z.union([z.string(), z.lazy(() => messages)]))

const messagesByLocale = new Map(localeCodes.map(locale => [locale, readMessages(locale)]))

function readMessages(locale: Locale): Messages {
  return messages.parse(JSON.parse(readFileSync(join(root, `locales/${locale}.json`), 'utf8')))
}

/**
 * A message of the interface.
 *
 * @param path for example `contact.not_confirmed_since`
 * @throws Error when the locale has no such message
 */
export function message(locale: Locale, path: string, values: Record<string, string> = {}): string {
  let found: string | Messages | undefined = messagesByLocale.get(locale)
  for (const key of path.split('.')) found = typeof found === 'object' ? found[key] : undefined
  if (typeof found !== 'string') throw new Error(`${locale} has no message ${path}`)
  return found.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '')
}

/** The wording of a locale's interface: every message, cut at its placeholders and plural forms. */
export function wording(locale: Locale): string[] {
  return leaves(messagesByLocale.get(locale) ?? {})
    .flatMap(text => text.split(/\{\w+\}|\|/))
    .map(part => part.trim())
    .filter(part => part.length > 3)
}

function leaves(branch: Messages): string[] {
  return Object.values(branch).flatMap(value => typeof value === 'string' ? [value] : leaves(value))
}

export interface SitePage {
  path: string
  locale: Locale
  /** Its name in the menu; `index` for the start page. */
  name: string
}

/** Every page of the built site, from its sitemap. Read from the file, so that each page can have a test of its own. */
export const sitePages: readonly SitePage[] = readLocations(readFileSync(join(root, builds.shipped, 'public/sitemap.xml'), 'utf8'))
  .map(toPage)

/** What a reader gets who mistypes an address, one in each language. */
export const missingPages: readonly SitePage[] = localeCodes.map(locale => toPage(`/${locale}/nothing-here`))

/** What a reader gets in place of a page, by its own address. */
export const statusPages: readonly SitePage[] = localeCodes
  .flatMap(locale => errorPages.map(name => toPage(`/${locale}/${name}`)))

/** The addresses that a sitemap lists. */
export function readLocations(xml: string): string[] {
  return [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, location = '']) => location)
}

function toPage(path: string): SitePage {
  const { locale, page } = parsePath(path)
  if (locale === undefined) throw new Error(`${path} belongs to no language`)
  return { path, locale, name: page }
}

/** The files to keep, and the languages in each. */
export const copies: readonly { name: string, locales: readonly Locale[] }[] = [
  ...localeCodes.map(locale => ({ name: `info-${locale}.html`, locales: [locale] })),
  { name: 'info.html', locales: localeCodes },
]

/** Where a build has left a file to keep. */
export function copyOf(build: Build, name: string): string {
  return join(root, builds[build], 'public/files', name)
}

/** A text with every run of white space as one space. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ')
}
