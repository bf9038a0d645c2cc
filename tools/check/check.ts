import type { Finding } from '../../shared/content/finding.ts'
import { readText } from '../../shared/content/text.ts'
import { checkCompleteness } from './completeness.ts'
import { checkComponents } from './components.ts'
import { checkLanguage } from './language.ts'
import { checkLastRelease } from './last-release.ts'
import { checkLinks } from './links.ts'
import { checkMessages } from './messages-rule.ts'
import { checkOutputContacts } from './output-contacts.ts'
import { checkOutputExit } from './output-exit.ts'
import { checkOutputHtml } from './output-html.ts'
import { readOutput } from './output.ts'
import { checkParity } from './parity.ts'
import { checkProof } from './proof.ts'
import { checkRelease } from './release.ts'
import { readSite, type Site, type SiteOptions } from './site.ts'
import { checkSources } from './sources.ts'
import { checkTextContacts } from './text-contacts.ts'
import { checkTranslations, checkUrgent } from './translations.ts'

export type CheckOptions = SiteOptions & {
  /** Also what only people can do before a release. */
  release?: boolean
  /** The release or manifest to compare with; without it, the one in `release/`. */
  last?: string | undefined
  /** Also the published files in this folder, relative to the root. */
  built?: string | undefined
}

/**
 * All findings about a project, ordered by file and line.
 *
 * @param root the folder of the project
 */
export function check(root: string, { release = false, last, built, ...options }: CheckOptions = {}): Finding[] {
  const site = readSite(root, options)
  const findings = [
    ...checkContent(site),
    ...checkTranslations(root, site.pages),
    ...(release ? [...releaseFindings(root, site, options.contacts), ...checkProof(site.content), ...checkLastRelease(root, site.content, last), ...checkUrgent(root, site.today)] : []),
    ...(built === undefined ? [] : outputFindings(root, built, site)),
  ]
  return findings.sort((a, b) => compare(a.file, b.file) || a.line - b.line)
}

/** What the files of the content say, without looking at anything built from them. */
export function checkContent(site: Site): Finding[] {
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
  ]
}

function releaseFindings(root: string, { content: { channels, publisher }, today }: Site, contacts = 'content/contacts'): Finding[] {
  const read = (file: string): { file: string, text: string } => ({ file, text: readText(root, file).text })
  return checkRelease({
    channels,
    publisherNamed: publisher.name !== null,
    today,
    texts: {
      contacts: new Map(channels.map(({ key }) => [key, read(`${contacts}/${key}.yml`)])),
      publisher: read('content/publisher.yml'),
    },
  })
}

function outputFindings(root: string, folder: string, { content, today }: Site): Finding[] {
  const { files, findings } = readOutput(root, folder)
  return [...findings, ...checkOutputContacts(files, content, today), ...checkOutputHtml(files), ...checkOutputExit(files, content.leave)]
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
