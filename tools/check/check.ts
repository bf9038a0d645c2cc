import type { Finding } from '../../shared/content/finding.ts'
import type { Content } from '../../shared/content/read.ts'
import { checkCompleteness, checkComponents, checkLinks, checkSources } from './references.ts'
import { checkHidden, checkLanguage, checkLetters } from './letters.ts'
import { checkMessages } from './interface-strings.ts'
import { checkOutputContacts } from './output-contacts.ts'
import { checkOutputExit, checkOutputHtml, checkOutputTargets, pagesOf, readOutput } from './output.ts'
import { checkBehind, checkFacts, checkParity, checkTranslations } from './parity.ts'
import { passagesIn, type Passage } from './passages.ts'
import { checkSentences, checkStructure } from './sentences-headings.ts'
import { checkProof, checkRelease } from './release-warnings.ts'
import { readSite, type Site, type SiteOptions } from './site.ts'
import { checkSpelling } from './spelling.ts'
import { checkTextContacts } from './publishable-contacts.ts'
import { checkTypography } from './typography.ts'

export type CheckOptions = SiteOptions & {
  /** Also what only people can do before a release. */
  release?: boolean
  /** What others have to say about the same content: the checker itself knows of no earlier release. */
  others?: ((content: Content) => Finding[]) | undefined
  /** Also the published files in this folder, relative to the root. */
  built?: string | undefined
}

/**
 * All findings about a project, ordered by file and place: what the command prints, and what an editor shows while one saves.
 *
 * @param root the folder of the project
 */
export async function checkFolder(root: string, options: CheckOptions = {}): Promise<Finding[]> {
  const site = readSite(root, options)
  return [...findingsOf(root, site, options), ...await checkSpelling(root, passagesOf(site))].sort(compare)
}

/** The same at once, without spelling, which needs the dictionaries. */
export function check(root: string, options: CheckOptions = {}): Finding[] {
  return findingsOf(root, readSite(root, options), options).sort(compare)
}

function findingsOf(root: string, site: Site, { release = false, others, built }: CheckOptions): Finding[] {
  return [
    ...checkContent(site),
    ...checkTranslations(root),
    ...(release ? releaseFindings(root, site) : []),
    ...(others?.(site.content) ?? []),
    ...(built === undefined ? [] : outputFindings(root, built, site)),
  ]
}

/** What the files of the content say, without looking at anything built from them. */
export function checkContent(site: Site): Finding[] {
  const passages = passagesOf(site)
  return [
    ...site.findings,
    ...checkCompleteness(site),
    ...checkSources(site),
    ...checkLinks(site.pages),
    ...checkComponents(site),
    ...checkParity(site.pages),
    ...checkLanguage(site.pages),
    ...checkTextContacts(site),
    ...checkMessages(site),
    ...checkFacts(site.pages),
    ...checkTypography(passages),
    ...checkLetters(passages),
    ...checkHidden(site.written),
    ...checkSentences(passages),
    ...checkStructure(site.pages),
  ]
}

/** What only people can do before a release, and what `others` say. */
export function checkForRelease(root: string, others: (content: Content) => Finding[]): Finding[] {
  const site = readSite(root)
  return [...releaseFindings(root, site), ...others(site.content)].sort(compare)
}

function releaseFindings(root: string, { content, today }: Site): Finding[] {
  return [...checkRelease(content, today), ...checkProof(content), ...checkBehind(root)]
}

function outputFindings(root: string, folder: string, { content, today }: Site): Finding[] {
  const { files, findings } = readOutput(root, folder)
  const pages = pagesOf(files)
  return [
    ...findings,
    ...checkOutputContacts(files, content, today),
    ...checkOutputHtml(pages),
    ...checkOutputExit(pages, content.leave),
    ...checkOutputTargets(files, pages),
  ]
}

function compare(a: Finding, b: Finding): number {
  return a.file < b.file ? -1 : Number(a.file > b.file) || a.line - b.line || a.column - b.column
}

function passagesOf({ written }: Site): Passage[] {
  return written.flatMap(({ file, text }) => passagesIn(file, text))
}
