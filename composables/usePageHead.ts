import { defaultLocale, isDiscreet, localeCodes } from '#shared/locales'
import { pagePath, parsePath } from '#shared/paths'

/**
 * Title, description and the links to the same page in the other languages. They are relative: the server makes them absolute
 * where it knows its origin. Drawn here because the module's own need a script (`strictSeo`) or know only absolute addresses.
 */
export function usePageHead({ title, description }: { title: string, description: string }) {
  const { t } = useI18n()
  const { page } = parsePath(useRoute().path)
  useHead({
    title: usePageTitle(page === 'index' ? title : `${title} — ${t('site_name')}`),
    // Firefox writes the description into its history, beside the title.
    meta: isDiscreet(usePageLocale()) ? [] : [{ name: 'description', content: description }],
    link: [
      ...localeCodes.map(code => ({ rel: 'alternate' as const, hreflang: code, href: pagePath(code, page) })),
      { rel: 'alternate', hreflang: 'x-default', href: page === 'index' ? '/' : pagePath(defaultLocale, page) },
    ],
  })
}
