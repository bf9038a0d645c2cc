import { defaultLocale, type Locale } from '#shared/locales'
import { parsePath } from '#shared/paths'

/** The locale of the address that is being rendered. */
export function usePageLocale(): Locale {
  return parsePath(useRoute().path).locale ?? defaultLocale
}
