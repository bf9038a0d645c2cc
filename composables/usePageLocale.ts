import type { InjectionKey } from 'vue'
import { defaultLocale, localeCodes, type Locale } from '#shared/locales'
import { pagePath, parsePath } from '#shared/paths'

/** The locale of the address that is being rendered. */
export function usePageLocale(): Locale {
  return parsePath(useRoute().path).locale ?? defaultLocale
}

/**
 * The title, and the links to the same page in the other languages. All pages have one title: neither a tab nor the history nor the task switcher
 * tells what was read; docs/threats.md says what that costs. No description: Firefox keeps it in its history, and the blank page of the
 * quick exit is gone too soon to take its place. The links are relative: the server makes them absolute
 * where it knows its origin. Drawn here because the module's own need a script (`strictSeo`) or know only absolute addresses.
 */
export function usePageHead() {
  const { t } = useI18n()
  const { page } = parsePath(useRoute().path)
  useHead({
    title: t('neutral_title'),
    link: [
      ...localeCodes.map(code => ({ rel: 'alternate' as const, hreflang: code, href: pagePath(code, page) })),
      { rel: 'alternate', hreflang: 'x-default', href: page === 'index' ? '/' : pagePath(defaultLocale, page) },
    ],
  })
}

const section: InjectionKey<boolean> = Symbol('section')

/** Tells all components below that they are drawn within the page of everything, where nothing links to another page. */
export function provideSection(): void {
  provide(section, true)
}

/** Whether a component is drawn within the page of everything: names then stand in place of links. */
export function useSection(): boolean {
  return inject(section, false)
}
