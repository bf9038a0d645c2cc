import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { formatFindings, isError, type Finding } from '../../shared/content/finding.ts'
import type { Rule } from '../../shared/content/rules.ts'
import { editedOf, formatRecord, isPending, pendingOf, readTranslations, recordFile, sourcesOf, type Compared, type PageBlocks, type TranslatedPage } from '../../shared/content/translations.ts'
import { defaultLocale, isLocale, type Locale } from '../../shared/locales.ts'
import { checkContent } from '../check/check.ts'
import { pageFile } from '../check/page.ts'
import { checkFacts, checkParity } from '../check/parity.ts'
import { readSite } from '../check/site.ts'
import { UsageError } from '../kit/command.ts'

type Confirmation = { by: string, source: string | undefined, today: string }

/**
 * What came of it: the file written, or what is in the way.
 *
 * - `turned`: the source now leads, although it followed before.
 * - `untouched`: the source was changed since the last comparison, the page itself was not: it may have been forgotten.
 */
export type Confirmed = { file: string, source: Locale, turned: boolean, untouched: boolean } | { findings: Finding[] }

/**
 * Records that a person has compared a page with the same page in another language.
 *
 * @param typed the page that was compared, like `fr/steps`
 * @throws UsageError for a page or a source that cannot be compared
 */
export function confirm(root: string, typed: string, { by, source: asked, today }: Confirmation): Confirmed {
  const { locale, page, blocks, compared } = findPage(root, typed)
  const source = sourceOf(compared, locale, asked)
  if (source === locale) throw new UsageError(`${locale}/${page} cannot be compared with itself: name another language with --source`)
  const own = blocks[locale]
  const other = blocks[source]
  if (!own || !other) throw new UsageError(`the page “${page}” does not exist in “${source}”`)

  const turned = compared[source]?.source === locale
  if (!turned && sourcesOf(compared, source).includes(locale))
    throw new UsageError(`${source}/${page} follows ${sourcesOf(compared, source).join(', ')}: compare ${locale}/${page} with one of those that do not follow it`)

  const findings = differences(root, page, [source, locale])
  if (findings.length > 0) return { findings }

  // The one that followed leads now; its own comparison would make a circle, and this one says the same.
  const kept = turned ? { ...compared, [source]: undefined } : compared
  const hashes = (list: readonly { hash: string }[]): string[] => list.map(({ hash }) => hash)
  const comparison = { source, on: today, by, source_blocks: hashes(other), own_blocks: hashes(own) }
  const file = recordFile(page)
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), formatRecord({ ...kept, [locale]: comparison }))
  return { file, source, turned, untouched: isUntouched(compared, { locale, source, blocks }) }
}

/** @throws UsageError when there is no such page, or its record cannot be read */
function findPage(root: string, typed: string): { locale: Locale } & TranslatedPage {
  const [, code, name = ''] = /^(?:content\/)?([^/]+)\/(.+?)(?:\.md)?$/.exec(typed) ?? []
  if (!isLocale(code)) throw new UsageError(`“${typed}” is no page: write language and name, like fr/steps`)
  const pages = readTranslations(root)
  const found = pages.find(({ page }) => page === name)
  if (!found) throw new UsageError(`there is no page “${name}”; there are ${pages.map(({ page }) => page).join(', ')}`)
  if (!found.blocks[code]) throw new UsageError(`the page “${name}” does not exist in “${code}”: translate it first`)
  if (found.findings.length > 0) throw new UsageError(formatFindings(found.findings))
  return { locale: code, ...found }
}

function sourceOf(compared: Compared, locale: Locale, asked: string | undefined): Locale {
  if (asked === undefined) {
    const source = compared[locale]?.source ?? (locale === defaultLocale ? undefined : defaultLocale)
    if (source) return source
    throw new UsageError(`name the language that it was compared with: --source uk`)
  }
  if (!isLocale(asked)) throw new UsageError(`“${asked}” is no language of the site`)
  return asked
}

function isUntouched(compared: Compared, { locale, source, blocks }: { locale: Locale, source: Locale, blocks: PageBlocks }): boolean {
  const pending = pendingOf(compared, locale, blocks)
  const edited = editedOf(compared, locale, blocks)
  return pending?.source === source && isPending(pending) && edited?.added.length === 0 && edited.removed.length === 0
}

/** These compare with what most languages have; here, only the two. */
const amongAll: ReadonlySet<Rule> = new Set(['parity', 'parity-number', 'parity-date'])

/** What is wrong with either page, and where their facts differ; whether a third language differs does not matter here. */
function differences(root: string, page: string, languages: readonly Locale[]): Finding[] {
  const site = readSite(root)
  const files = languages.map(locale => pageFile(locale, page))
  const pair = site.pages.filter(({ file }) => files.includes(file))
  return [
    ...checkContent(site).filter(finding => isError(finding) && !amongAll.has(finding.rule) && files.includes(finding.file)),
    ...checkParity(pair),
    ...checkFacts(pair),
  ]
}
