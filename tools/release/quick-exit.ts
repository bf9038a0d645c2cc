/*
 * The quick exit is a link to the page’s own address: the server recognises who comes by it and answers with a blank page in the place
 * of this one. No server answers for a copy, so there the link leads to the blank page itself. That clears the screen as fast, but
 * leaves the page behind the button Back.
 */

const exitLink = /<a\b[^>]*\bid="exit"[^>]*>/

/** A page with the form of the quick exit that needs no server; the address of the blank page is still that on the site. */
export function withExitOfCopy(html: string, locale: string): string {
  return html.replace(exitLink, tag => tag.replace(/\s(?:href|referrerpolicy)="[^"]*"/g, '').replace(/>$/, ` href="/${locale}/x">`))
}
