import { localeCodes, type Locale } from '../../shared/locales.ts'
import { periodPattern, uncountedPages } from '../../shared/paths.ts'

/** A page beside the start page; of two names, only the figures of a year or month. */
const name = `visits/${periodPattern}|(?!(?:${uncountedPages.join('|')})(?:[/?]|$))[a-z0-9-]+`

/**
 * `/ru`, `/ru/`, `/ru/steps`, `/ru/steps/`, `/ru/visits/2026-11`, and `/ru/steps/index.html` as a static copy names it, with or without a query:
 * the only forms that the address of a page has. Pages that tell of an error are none, whatever status a web server gives them, and neither is
 * the blank one.
 */
const pageTarget = new RegExp(`^/(?:${localeCodes.join('|')})(?:/(?:${name}))?(?:/(?:index\\.html)?)?(?:\\?|$)`)

/**
 * The locale of the page that a request target names; undefined when it names no page.
 *
 * Which names there are changes with the content, and a log may be older than today's. So every plain name may be one: that there was
 * such a page says the status of the answer.
 */
export function pageLocale(target: string): Locale | undefined {
  return pageTarget.test(target) ? localeCodes.find(code => target.startsWith(code, 1)) : undefined
}
