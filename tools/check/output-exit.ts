import { fileStart, finding, placeCounter, type Finding } from '../../shared/content/finding.ts'
import type { Leave } from '../../shared/content/schemas.ts'
import { localeCodes } from '../../shared/locales.ts'
import { blankPage, parsePath } from '../../shared/paths.ts'
import type { OutputFile } from './output.ts'

/** A page that leads on by itself. Anything in place of this one form is refused, so nothing else need be looked for. */
const refresh = /<meta\b[^>]*http-equiv="?refresh[^>]*>/gi

/** What a reader could fill in, and what would send it. */
const form = /<(?:form|input|button|select|textarea|dialog)\b|\bcontenteditable\b/i

/** A link to a part of a page, its own or another. */
const fragment = /\shref=(?:"[^"]*|'[^']*|[^\s>"']*)#/i

/**
 * Every page of a locale has the quick exit, once; the few links of no locale have none, nor have files to keep, which no server answers. Only
 * the blank page of a locale leads on by itself, to the site that content/leave.yml names for that locale, and shows nothing. Nowhere is
 * anything to fill in. No page links to a fragment: from an address with one, a link to the page's own address does not replace it.
 *
 * @param leave undefined when the file is wrong, which is a finding already
 */
export function checkOutputExit(files: readonly OutputFile[], leave: Leave | undefined): Finding[] {
  return files.filter(({ path }) => path.endsWith('.html')).flatMap(({ path, file, text }) => {
    const locale = localeCodes.find(code => path === `${code}/${blankPage}/index.html`)
    const exits = text.match(/\bid="exit"/g)?.length ?? 0
    const isPage = !locale && parsePath(`/${path}`).locale !== undefined
    const expected = locale && leave ? [`<meta http-equiv="refresh" content="0;url=${leave[locale]}">`] : []
    const found = text.match(refresh) ?? []
    return [
      ...(exits === (isPage ? 1 : 0) ? [] : [finding('exit-count', file, fileStart, { count: exits })]),
      ...(found.join() === expected.join() ? [] : [finding('exit-leads', file, fileStart, { found: found.join() || { term: 'nowhere' } })]),
      ...(locale && bodyText(text) !== '' ? [finding('exit-shows', file, fileStart)] : []),
      ...(isKept(path) || !fragment.test(text) ? [] : [finding('exit-fragment', file, placeCounter(text)(text.search(fragment)))]),
      ...(form.test(text) ? [finding('exit-form', file, fileStart)] : []),
    ]
  })
}

/** A copy to keep has no exit, and nothing but fragments to lead through it. */
function isKept(path: string): boolean {
  return path.startsWith('files/')
}

function bodyText(html: string): string {
  return (/<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? '').replace(/<[^>]*>/g, '').trim()
}
