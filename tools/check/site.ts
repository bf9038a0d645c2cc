import { globSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileStart, finding, type Finding } from '../../shared/content/finding.ts'
import { readContent, type Content } from '../../shared/content/read.ts'
import { contentSchemas } from '../../shared/content/schemas.ts'
import { readText } from '../../shared/content/text.ts'
import { utcDay } from '../../shared/day.ts'
import { isLocale, localeCodes } from '../../shared/locales.ts'
import { menuPages } from '../../shared/paths.ts'
import { readMessages, type Messages } from './interface-strings.ts'
import { readPage, type Page } from './page.ts'

/** All that the rules judge, read once. */
export type Site = {
  today: string
  content: Content
  pages: Page[]
  messages: Messages[]
  /** Components that Markdown may use, in its own spelling: `quick-contact`. */
  components: string[]
  /** Vue and TypeScript files that may use messages. */
  code: { file: string, text: string }[]
  /** Other files that editors write. `allowed` are the contacts that belong there. */
  texts: { file: string, text: string, allowed: string[] }[]
  /** All files that editors write, as they stand. */
  written: { file: string, text: string }[]
  findings: Finding[]
}

export type SiteOptions = { contacts?: string | undefined, today?: string | undefined }

/** The file that consists of addresses, of which many have digits like a number. */
const addresses = 'content/sources.yml'

/** @param root the folder of the project */
export function readSite(root: string, { contacts = 'content/contacts', today = utcDay() }: SiteOptions = {}): Site {
  const content = readContent(root, { contacts, today })
  const { frontMatter } = contentSchemas(today)
  const pages = list(root, 'content/*/*.md').flatMap((file): Page[] => {
    const [, locale, name] = /^content\/([^/]+)\/(.+)\.md$/.exec(file) ?? []
    return isLocale(locale) && name ? [readPage(root, { file, locale, name }, frontMatter)] : []
  })
  const messages = localeCodes.map(locale => readMessages(root, locale))
  const code = list(root, '{components,pages,composables,modules,server,shared}/**/*.{vue,ts}', '*.vue')
    .map(file => ({ file, text: readText(root, file).text }))
  const texts = [
    ...list(root, 'content/*.yml').filter(file => file !== addresses)
      .map(file => ({ file, allowed: addressesOf(content, file) })),
    ...list(root, `${contacts}/*.yml`).flatMap((file) => {
      const allowed = contactsOf(content, file)
      return allowed ? [{ file, allowed }] : []
    }),
  ].map(place => ({ ...place, text: readText(root, place.file).text }))

  return {
    today,
    content,
    pages: pages.sort((a, b) => order(content, a) - order(content, b)),
    messages,
    // A note is numbered before components are drawn (shared/minimark.ts); `source` is also an element of HTML.
    components: [...componentNames(root), 'source'],
    code,
    texts,
    written: list(root, 'content/**/*.{md,yml,txt}', `${contacts}/*.yml`, 'locales/*.json')
      .map(file => ({ file, text: readText(root, file).text })),
    findings: [...content.findings, ...[...pages, ...messages].flatMap(({ findings }) => findings), ...strangers(root)],
  }
}

/** The addresses that belong in a data file. */
function addressesOf({ publisher, mirrors }: Content, file: string): string[] {
  if (file === 'content/publisher.yml') return publisher.security ? [publisher.security.contact] : []
  return file === 'content/mirrors.yml' ? mirrors.map(({ address }) => address) : []
}

/** Undefined for a file that is wrong: its mend comes first. */
function contactsOf({ channels }: Content, file: string): string[] | undefined {
  const channel = channels.find(({ key }) => file.endsWith(`/${key}.yml`))
  if (!channel) return undefined
  return [channel.value ?? [], channel.account_id ?? [], (channel.impostors?.handles ?? []).map(({ handle }) => handle)].flat()
}

function order({ menu }: Content, { name, locale }: Page): number {
  const pages = menuPages(menu)
  const place = pages.indexOf(name)
  return (place < 0 ? pages.length : place) * localeCodes.length + localeCodes.indexOf(locale)
}

/** Folders of `content/` that are no locale, and names that are no address, would be published under an address that nobody expects. */
function strangers(root: string): Finding[] {
  return list(root, 'content/**/*.md').flatMap((file) => {
    if (!isLocaleFile(file)) return [finding('page-place', file, fileStart)]
    return isPageName(file) ? [] : [finding('page-name', file, fileStart)]
  })
}

function isLocaleFile(file: string): boolean {
  const [, locale, name] = file.split('/')
  return isLocale(locale) && name !== undefined && file.split('/').length === 3
}

/** The name is the address: other signs would be written there in many ways. The editor knows no other names either (tools/edit/save.ts). */
function isPageName(file: string): boolean {
  return /\/[a-z0-9-]{1,200}\.md$/.test(file)
}

function componentNames(root: string): string[] {
  try {
    return readdirSync(join(root, 'components/content'))
      .filter(file => file.endsWith('.vue'))
      .map(file => kebab(file.slice(0, -'.vue'.length)))
  }
  catch {
    return []
  }
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z\d])(?=[A-Z])/g, '-').toLowerCase()
}

function list(root: string, ...patterns: string[]): string[] {
  return [...new Set(globSync(patterns, { cwd: root }).map(file => file.replaceAll('\\', '/')))].sort()
}
