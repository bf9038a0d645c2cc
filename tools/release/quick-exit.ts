/*
 * The quick exit is a link to the page’s own address: the server recognises who comes by it and answers with a blank page in the place
 * of this one. No server answers for a copy, so there the link leads to the blank page itself. That clears the screen as fast, but
 * leaves the page behind the button Back.
 */

const exitLink = /<a\b[^>]*\bid="exit"[^>]*>/

/** Which form of the quick exit a page has: `server`, a link to its own address; `copy`, one to a blank page; `none`. */
export type ExitForm = 'server' | 'copy' | 'none'

/** @param path the address of the page, for example `/fr/steps` */
export function exitForm(html: string, path: string): ExitForm {
  const href = hrefOf(exitLink.exec(html)?.[0] ?? '')
  if (href === undefined) return 'none'
  // Empty, it is the address of the page.
  return href === path || href === '' ? 'server' : 'copy'
}

/** A page with the form of the quick exit that needs no server; the address of the blank page is still that on the site. */
export function withExitOfCopy(html: string, locale: string): string {
  return html.replace(exitLink, tag => tag.replace(/\s(?:href|referrerpolicy)="[^"]*"/g, '').replace(/>$/, ` href="/${locale}/x">`))
}

function hrefOf(tag: string): string | undefined {
  return /\shref="([^"]*)"/.exec(tag)?.[1]
}
