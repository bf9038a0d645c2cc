import { addDays } from './day.ts'
import { localeCodes } from './locales.ts'

// Which files may be published, by their place below the published folder, with `/`. One list for who removes the others at build, who
// checks, who serves and who copies: what only some of them know would be deleted, refused or forgotten by the rest.

/** Where files lie that are no pages: copies, leaflets and pictures, and what RFC 8615 gives a fixed place. */
export const fileFolders = ['files', '.well-known'] as const

/** Media types of the files there, by ending. */
export const fileTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.minisig': 'text/plain; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
}

/** Where the manifest lies below the root of a release; RFC 8615. */
export const manifestFile = '.well-known/release.json'

const releaseFiles = /^\.well-known\/release\.json(?:(?:\.\d+)?\.minisig)?$/

/** Whether a file is what a release says about itself: its manifest, or a signature of that. */
export function isReleaseFile(path: string): boolean {
  return releaseFiles.test(path)
}

const searchLists: ReadonlySet<string> = new Set(['robots.txt', 'sitemap.xml'])

/** Whether it is a page, a file beside the pages or a list for search engines, compressed or not. */
export function isPublishable(path: string): boolean {
  const plain = uncompressed(path)
  return plain.endsWith('.html') || isSearchList(plain) || isFile(plain)
}

/** A list that search engines ask for. It names addresses with their host. */
export function isSearchList(path: string): boolean {
  return searchLists.has(path)
}

/** A file beside the pages, of a type that is known. */
export function isFile(path: string): boolean {
  const ending = /\/[^/]*(\.[^./]+)$/.exec(path)?.[1]
  return ending !== undefined && Object.hasOwn(fileTypes, ending) && fileFolders.some(folder => path.startsWith(`${folder}/`))
}

/** The file of which this one is a compressed form; else the file itself. */
export function uncompressed(path: string): string {
  return path.replace(/\.(?:gz|br)$/, '')
}

/** RFC 9116, section 2.5.5, asks for less than a year. */
const validDays = 360

/**
 * The text of `/.well-known/security.txt`: https://www.rfc-editor.org/rfc/rfc9116
 *
 * @param contact an address that begins with `mailto:` or `https:`
 * @param date of the release, `YYYY-MM-DD`, from which its end is reckoned, so that the same release has the same text
 */
export function securityText(contact: string, date: string): string {
  return [
    `Contact: ${contact}`,
    `Expires: ${addDays(date, validDays)}T00:00:00Z`,
    `Preferred-Languages: ${localeCodes.join(', ')}`,
    '',
  ].join('\n')
}
