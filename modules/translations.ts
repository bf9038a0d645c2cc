import { defineNuxtModule, useLogger } from '@nuxt/kit'
import { formatFindings } from '../shared/content/finding.ts'
import { newerThan, readTranslations } from '../shared/content/translations.ts'
import { localeCodes, type Locale } from '../shared/locales.ts'
import { pagePath } from '../shared/paths.ts'
import { addVirtualModule } from './kit/content.ts'

/**
 * Tells pages which of them is behind another language: `import { newer } from '#translations'`, the newer language by address. It reads
 * the records beside the content alone, so that a commit gives the same pages with and without the history of git. While dev runs, it
 * does not follow changes.
 */
export default defineNuxtModule({
  meta: { name: 'translations' },
  setup(_options, nuxt) {
    const pages = readTranslations(nuxt.options.rootDir)
    const findings = formatFindings(pages.flatMap(page => page.findings))
    if (findings && !nuxt.options._prepare) throw new Error(`the records of the translations have errors\n\n${findings}\n`)
    if (findings) useLogger('translations').warn(findings)

    const newer = Object.fromEntries(pages.flatMap(({ page, compared, blocks }) => localeCodes.flatMap((locale): [string, Locale][] => {
      const source = newerThan(compared, locale, blocks)
      return source ? [[pagePath(locale, page), source]] : []
    })))
    addVirtualModule('translations', { newer }, `
import type { Locale } from '../shared/locales'

export declare const newer: Record<string, Locale>
`)
  },
})
