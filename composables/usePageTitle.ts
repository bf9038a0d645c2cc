import { isDiscreet } from '#shared/locales'

/** What a tab, the history and the task switcher show of a page: its title, or in a discreet locale what every page has. */
export function usePageTitle(title: string): string {
  const { t } = useI18n()
  return isDiscreet(usePageLocale()) ? t('neutral_title') : title
}
