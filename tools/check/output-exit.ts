import { errorAt, type Finding } from '../../shared/content/finding.ts'
import type { Leave } from '../../shared/content/schemas.ts'
import { localeCodes } from '../../shared/locales.ts'
import { blankPage, parsePath } from '../../shared/paths.ts'
import type { OutputFile } from './output.ts'

/** A page that leads on by itself. Anything in place of this one form is refused, so nothing else need be looked for. */
const refresh = /<meta\b[^>]*http-equiv="?refresh[^>]*>/gi

/** What a reader could fill in, and what would send it. */
const form = /<(?:form|input|button|select|textarea|dialog)\b|\bcontenteditable\b/i

/**
 * Every page of a locale has the quick exit, once; the few links of no locale have none, nor have files to keep, which no server answers. Only
 * the blank page of a locale leads on by itself, to the site that content/leave.yml names for that locale, and shows nothing. Nowhere is
 * anything to fill in.
 *
 * @param leave undefined when the file is wrong, which is a finding already
 */
export function checkOutputExit(files: readonly OutputFile[], leave: Leave | undefined): Finding[] {
  return files.filter(({ path }) => path.endsWith('.html')).flatMap((file) => {
    const at = (message: string, mend: string): Finding => errorAt('output-exit', file.file, 1, message, mend)
    const locale = localeCodes.find(code => file.path === `${code}/${blankPage}/index.html`)
    const exits = file.text.match(/\bid="exit"/g)?.length ?? 0
    const isPage = !locale && parsePath(`/${file.path}`).locale !== undefined
    const expected = locale && leave ? [`<meta http-equiv="refresh" content="0;url=${leave[locale]}">`] : []
    const found = file.text.match(refresh) ?? []
    return [
      ...(exits === (isPage ? 1 : 0) ? [] : [at(`the page has ${exits} quick exits`, 'see components/QuickExit.vue and app.vue')]),
      ...(found.join() === expected.join() ? [] : [at(`the page leads on by itself: ${found.join() || 'nowhere'}`, 'see pages/x.vue and content/leave.yml')]),
      ...(locale && bodyText(file.text) !== '' ? [at('the blank page shows something', 'see pages/x.vue and app.vue')] : []),
      ...(form.test(file.text) ? [at('there is something to fill in', 'nobody types anything on this site: remove it')] : []),
    ]
  })
}

function bodyText(html: string): string {
  return (/<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? '').replace(/<[^>]*>/g, '').trim()
}
