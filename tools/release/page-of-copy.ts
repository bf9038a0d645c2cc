import { headersOf } from '../../server/http/headers.ts'
import { settlePage } from '../../server/http/settle.ts'
import { defaultLocale, isLocale } from '../../shared/locales.ts'
import { pagePath } from '../../shared/paths.ts'
import { withExitOfCopy } from './quick-exit.ts'
import { relativeLinks } from './relative-links.ts'

export type CopyOptions = {
  /** The place of the page in the copy, for example `fr/steps/index.html`. */
  file: string
  /** Every place in the copy. */
  files: ReadonlySet<string>
  /** The last day on which the copy is valid, `YYYY-MM-DD`. */
  expires: string
  /** An address at which the site is read, without a slash at its end: the leaflet names it. */
  address?: string | undefined
}

/**
 * Makes of a built page one that needs no server.
 *
 * A copy cannot change by itself: it shows a contact channel as current only if its confirmation lasts as long as the copy is valid.
 *
 * @throws Error for a link to what is not in the copy
 */
export function pageOfCopy(html: string, { file, files, expires, address }: CopyOptions): string {
  const first = file.split('/')[0]
  const locale = isLocale(first) ? first : defaultLocale
  const settled = settlePage(html, { place: 'copy', day: expires, address: address && address + pagePath(locale, 'index') })
  return withPolicy(relativeLinks(withExitOfCopy(settled, locale), file, files))
}

/** Directives that browsers ignore in a page, with a message to the console: https://www.w3.org/TR/CSP3/#meta-element */
const headersOnly = /^(?:frame-ancestors|report-uri|sandbox)\b/

/** Puts into the page what the server would say in its headers, as far as a page can say it. */
function withPolicy(html: string): string {
  const headers = headersOf({ status: 200, type: 'text/html; charset=utf-8', locale: undefined, body: Buffer.from(html) })
  const policy = (headers[headers.indexOf('Content-Security-Policy') + 1] ?? '').split('; ').filter(directive => !headersOnly.test(directive)).join('; ')
  const charset = '<meta charset="utf-8">'
  if (!html.includes(charset)) throw new Error('a page does not say its encoding where the policy is put after it')
  return html.replace(charset, `${charset}<meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="referrer" content="same-origin">`)
}
