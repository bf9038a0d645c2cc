import { createHash } from 'node:crypto'
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { defaultLocale, isLocale, localeCodes, type Locale } from '../locales.ts'
import { fileStart, finding, placeCounter, type Finding } from './finding.ts'
import { parseMarkdown, textBlocks } from './markdown.ts'
import { readText, splitFrontMatter, type PageParts } from './text.ts'
import { readYaml } from './yaml.ts'

/**
 * The smallest part of a page that is compared between languages: a paragraph, a heading, a list item, a table row, the title, the description.
 *
 * - `text`: as {@link hashOf} sees it, with its Markdown but without marks of headings and lists.
 * - `line`, `lastLine`: where it stands in the file, from 1.
 */
type Block = { hash: string, text: string, line: number, lastLine: number }

/** 48 bits: among the hundred blocks of a page two differing ones meet by chance once in 10^10 pages. */
const hashLength = 12

/**
 * What a text is recognised by. Unicode forms, line breaks and kinds of spaces do not matter, so that a paragraph may be wrapped anew.
 *
 * @returns the first 12 hexadecimal digits of SHA-256
 */
export function hashOf(text: string): string {
  return createHash('sha256').update(normalise(text)).digest('hex').slice(0, hashLength)
}

/** The blocks of a page in their order. A page with wrong front matter has none for title and description. */
export function blocksOf(page: string): Block[] {
  const parts = splitFrontMatter(page)
  return [...headBlocks(parts), ...bodyBlocks(parts)]
}

function headBlocks({ head = '' }: PageParts): Block[] {
  const yaml = readYaml(head, '', 2)
  const fields = typeof yaml.value === 'object' ? { ...yaml.value } : {}
  return Object.entries(fields).flatMap(([name, value]: [string, unknown]) => {
    if (!['title', 'description'].includes(name) || typeof value !== 'string') return []
    const { line } = yaml.placeOf([name])
    return [createBlock(value, line, line)]
  })
}

function bodyBlocks({ body, bodyLine }: PageParts): Block[] {
  const tree = parseMarkdown(body)
  const placeAt = placeCounter(body, bodyLine)
  return tree === undefined ? [] : textBlocks(tree, body).map(({ from, to }) => createBlock(unquoted(body.slice(from, to)), placeAt(from).line, placeAt(to).line))
}

/** A quote has its mark on each line. */
function unquoted(source: string): string {
  return source.replace(/\n[ \t]*>[ \t]?/g, '\n')
}

function createBlock(source: string, line: number, lastLine: number): Block {
  const text = normalise(source)
  return { hash: hashOf(text), text, line, lastLine }
}

function normalise(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}

const hashes = z.array(z.string().regex(/^[\da-f]{12}$/))
const locale = z.literal(localeCodes)

const comparison = z.strictObject({
  source: locale,
  on: z.iso.date(),
  by: z.string().trim().min(1).nullable(),
  source_blocks: hashes,
  own_blocks: hashes,
})

const record = z.strictObject({ compared: z.partialRecord(locale, comparison).default({}) })

/**
 * A comparison of a page in one language with the same page in another.
 *
 * - `source`: the language that it was compared with.
 * - `by`: who has compared; null for the state with which the project began, which nobody has compared.
 * - `source_blocks`, `own_blocks`: hashes of all blocks of both, as they were then.
 */
export type Comparison = z.output<typeof comparison>

/** The last comparison of a page in each language. */
export type Compared = Partial<Record<Locale, Comparison>>

/** The blocks of a page, by language; a language without the page is absent. */
export type PageBlocks = Partial<Record<Locale, Block[]>>

/** A page in all its languages, and what is recorded about their comparison; `findings` say why a record could not be read. */
export type TranslatedPage = { page: string, blocks: PageBlocks, compared: Compared, findings: Finding[] }

/**
 * Reads all pages and their records, by name.
 *
 * @param root the folder of the project
 */
export function readTranslations(root: string): TranslatedPage[] {
  const files = globSync('content/??/*.md', { cwd: root }).flatMap((path): { file: string, locale: Locale, page: string }[] => {
    const file = path.replaceAll('\\', '/')
    const [, locale, page] = /^content\/(..)\/(.+)\.md$/.exec(file) ?? []
    return isLocale(locale) && page ? [{ file, locale, page }] : []
  })
  return [...Map.groupBy(files, ({ page }) => page)].sort(([a], [b]) => a < b ? -1 : 1).map(([page, group]) => ({
    page,
    blocks: Object.fromEntries(group.map(({ locale, file }) => [locale, blocksOf(readText(root, file).text)])),
    ...readRecord(root, page),
  }))
}

/** The path of a page's record from the root, for example `content/translations/steps.json`. */
export function recordFile(page: string): string {
  return `content/translations/${page}.json`
}

function readRecord(root: string, page: string): Pick<TranslatedPage, 'compared' | 'findings'> {
  const file = recordFile(page)
  if (!existsSync(join(root, file))) return { compared: {}, findings: [] }
  const { text, findings } = readText(root, file)
  if (findings.length > 0) return { compared: {}, findings }
  try {
    return { compared: parseRecord(text), findings: [] }
  }
  catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error).replaceAll('\n', ' ') : String(error)
    return { compared: {}, findings: [finding('translation-record', file, fileStart, { reason })] }
  }
}

/** @throws ZodError or SyntaxError when it is no record */
export function parseRecord(text: string): Compared {
  return record.parse(JSON.parse(text)).compared
}

/** The text of a record file: languages in the order of the site, one hash a line, so that git can merge it. */
export function formatRecord(compared: Compared): string {
  const inOrder = localeCodes.flatMap((code): [Locale, Comparison][] => compared[code] ? [[code, compared[code]]] : [])
  return `${JSON.stringify({ compared: Object.fromEntries(inOrder) }, null, 2)}\n`
}

/** What a source has that a comparison did not see, and the hashes of what it has no longer. */
export type Pending = { source: Locale, added: Block[], removed: string[] }

/**
 * How a source differs from what a translation was compared with. Blocks that only moved do not differ.
 *
 * @returns undefined for a page that was never compared, and when its source is missing
 */
export function pendingOf(compared: Compared, locale: Locale, blocks: PageBlocks): Pending | undefined {
  const comparison = compared[locale]
  const current = comparison && blocks[comparison.source]
  return comparison && current && { source: comparison.source, ...difference(comparison.source_blocks, current) }
}

/** What a translation itself has had changed since it was compared: mended there, or written there first. */
export function editedOf(compared: Compared, locale: Locale, blocks: PageBlocks): Omit<Pending, 'source'> | undefined {
  const comparison = compared[locale]
  const current = blocks[locale]
  return comparison && current && difference(comparison.own_blocks, current)
}

/** Whether anything is pending. */
export function isPending(pending: Pending | undefined): pending is Pending {
  return pending !== undefined && pending.added.length + pending.removed.length > 0
}

/** The languages that a page follows: the one that it was compared with, the one that this was compared with, and so on. */
export function sourcesOf(compared: Compared, locale: Locale): Locale[] {
  const chain: Locale[] = []
  for (let next = compared[locale]?.source; next && next !== locale && !chain.includes(next); next = compared[next]?.source) chain.push(next)
  return chain
}

/**
 * The languages in which a page was never compared: what changes elsewhere is not noticed for them. The default language and those that
 * it follows itself are none of these.
 */
export function uncomparedIn(compared: Compared, blocks: PageBlocks): Locale[] {
  const leading = [defaultLocale, ...sourcesOf(compared, defaultLocale)]
  return blocks[defaultLocale] ? localeCodes.filter(locale => blocks[locale] && !compared[locale] && !leading.includes(locale)) : []
}

/**
 * Whether a page is behind another language, directly or because the language that it follows is.
 *
 * @returns the language to read instead, the first of the chain that has something new
 */
export function newerThan(compared: Compared, locale: Locale, blocks: PageBlocks): Locale | undefined {
  return [locale, ...sourcesOf(compared, locale)].map(each => pendingOf(compared, each, blocks)).filter(isPending).at(-1)?.source
}

/** Multisets: a sentence that stands twice and then once has lost one. */
function difference(before: readonly string[], current: readonly Block[]): { added: Block[], removed: string[] } {
  const rest = [...before]
  const added = current.filter(({ hash }) => {
    const at = rest.indexOf(hash)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
  return { added, removed: rest }
}
