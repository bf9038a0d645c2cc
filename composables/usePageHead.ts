import { defaultLocale, localeCodes } from '#shared/locales'
import { pagePath, parsePath } from '#shared/paths'

/**
 * Title and the links to the same page in the other languages. No description: Firefox keeps it in its history, beside the title, and the blank
 * page of the quick exit is gone too soon to take its place. The links are relative: the server makes them absolute
 * where it knows its origin. Drawn here because the module's own need a script (`strictSeo`) or know only absolute addresses.
 */
export function usePageHead({ title }: { title: string }) {
  const { t } = useI18n()
  const { page } = parsePath(useRoute().path)
  useHead({
    title: usePageTitle(page === 'index' ? title : `${title} — ${t('site_name')}`),
    link: [
      ...localeCodes.map(code => ({ rel: 'alternate' as const, hreflang: code, href: pagePath(code, page) })),
      { rel: 'alternate', hreflang: 'x-default', href: page === 'index' ? '/' : pagePath(defaultLocale, page) },
    ],
  })
}
