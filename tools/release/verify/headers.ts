import { basename, extname } from 'node:path/posix'
import { fileFolders, fileTypes, isReleaseFile } from '../../../shared/published.ts'
import { readHtml } from '../../../shared/page/contact-scan.ts'
import type { Answer } from './ask.ts'

/**
 * What is wrong with headers.
 *
 * - `faults`: in words that go after the name of the file.
 * - `traces`: what they leave of readers, on their devices or with the server, in whole sentences without a name: each copy does it everywhere.
 * - `onions`: where Tor Browser is told to go instead.
 */
export type Strange = { faults: string[], traces: string[], onions: string[] }

/** They have other servers answer, get styles of others, tell others who reads, or mark who comes back. */
const leading = [
  'Alt-Svc', 'Link', 'NEL', 'Report-To', 'Reporting-Endpoints', 'Secure-Session-Registration', 'Set-Cookie', 'Speculation-Rules', 'Use-As-Dictionary',
]

/** By what a server can tell a reader who comes back from others, or asks browsers to tell. */
const telling = ['Accept-CH', 'Critical-CH', 'ETag', 'Last-Modified']

/**
 * Headers that no copy sends: they can lead readers elsewhere, make of the right bytes another page, or leave traces.
 *
 * @param shown a file, or a page by the name of its folder, and its text; none: the answer is no page
 */
export function strangeHeaders({ headers, hints }: Pick<Answer, 'headers' | 'hints'>, shown?: { file: string, content: string }): Strange {
  const names = leading.filter(name => headers[name.toLowerCase()])
  if (leadsOn(headers, shown?.content ?? '')) names.push('Refresh')
  if (shown && isSavedStrangely(headers, shown.file)) names.push('Content-Disposition')
  if (reports(headers)) names.push('Content-Security-Policy')
  return {
    faults: [
      ...names.map(name => ` comes with the header ${name}, which can lead readers elsewhere, change the page or mark who reads it`),
      ...(hints.link ?? []).map(link => ` comes behind Early Hints (103) that have browsers ask before they see the page: ${link}`),
      ...shown ? typeFaults(headers, shown.file) : [],
    ],
    traces: [
      ...telling.filter(name => headers[name.toLowerCase()] ?? hints[name.toLowerCase()]).map(name => `it sends ${name}, by which it can tell a reader from others or who comes back`),
      ...shown && !isReleaseFile(shown.file) ? storing(headers) : [],
    ],
    onions: headers['onion-location'] ?? [],
  }
}

/** The text of a page stays on the device of its reader unless the server forbids that outright. */
function storing({ 'cache-control': sent = [] }: Answer['headers']): string[] {
  if (sent.join(',').toLowerCase().split(',').some(directive => directive.trim() === 'no-store')) return []
  return [`it sends ${sent.length === 0 ? 'no Cache-Control' : `Cache-Control: ${sent.join(', ')}`}, so that texts stay on the reader’s device: only no-store leaves none`]
}

/** Whether browsers are to tell somebody what the policy has stopped. */
function reports(headers: Answer['headers']): boolean {
  return ['content-security-policy', 'content-security-policy-report-only'].some(name => /(?:^|[;,]\s*)report-(?:uri|to)\s/i.test(headers[name]?.join(', ') ?? ''))
}

/** The page of the quick exit says of itself where it leads; not in a comment. */
function leadsOn({ refresh }: Answer['headers'], page: string): boolean {
  if (refresh === undefined) return false
  return !readHtml(page).attributes.some(({ element, name, value }) => element === 'meta' && name === 'content' && value === refresh.join(', '))
}

/** Only files beside the pages are saved, and under their own name. */
function isSavedStrangely(headers: Answer['headers'], file: string): boolean {
  const isBeside = fileFolders.some(folder => file.startsWith(`${folder}/`))
  return (headers['content-disposition'] ?? []).some(value => value !== 'inline' && !(isBeside && value === `attachment; filename="${basename(file)}"`))
}

/** Another type or encoding makes browsers show the same bytes as other signs. Manifest and signatures are read by programs. */
function typeFaults(headers: Answer['headers'], file: string): string[] {
  const right = fileTypes[extname(file) || '.html']
  if (right === undefined || isReleaseFile(file)) return []
  const sent = headers['content-type']?.join(', ')
  if (sent === undefined) return [` comes without Content-Type instead of as ${right}`]
  return bare(sent) === bare(right) ? [] : [` comes as ${sent} instead of ${right}`]
}

/** A media type without the encoding that all files have. */
function bare(type: string): string {
  return type.trim().toLowerCase().replace(/\s*;\s*charset="?utf-8"?$/, '')
}
