import { basename, extname } from 'node:path/posix'
import { fileFolders, fileTypes } from '../../../shared/published.ts'
import { readHtml } from '../../check/scan/html.ts'
import { isReleaseFile } from '../signatures.ts'
import type { Answer } from './ask.ts'

/** What is wrong with headers, in words that go after the name of the file, and where Tor Browser is told to go instead. */
export type Strange = { faults: string[], onions: string[] }

/** They have other servers answer, get styles of others, tell others who reads, or mark who comes back. */
const leading = ['Alt-Svc', 'Link', 'NEL', 'Report-To', 'Reporting-Endpoints', 'Set-Cookie', 'Speculation-Rules']

/**
 * Headers that no copy sends: they can lead readers elsewhere, or make of the right bytes another page.
 *
 * @param shown a file, or a page by the name of its folder, and its text; none: the answer is no page
 */
export function strangeHeaders(headers: Answer['headers'], shown?: { file: string, content: string }): Strange {
  const names = leading.filter(name => headers[name.toLowerCase()])
  if (leadsOn(headers, shown?.content ?? '')) names.push('Refresh')
  if (shown && isSavedStrangely(headers, shown.file)) names.push('Content-Disposition')
  return {
    faults: [
      ...names.map(name => ` comes with the header ${name}, which can lead readers elsewhere, change the page or mark who reads it`),
      ...shown ? typeFaults(headers, shown.file) : [],
    ],
    onions: headers['onion-location'] ?? [],
  }
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
