import { countryName } from '#shared/country'

/** Names of what figures are counted by: countries, `ZZ` for unknown and `other`, in the language of the page. */
export function useCountryName(): (code: string) => string {
  const { t } = useI18n()
  const regions = new Intl.DisplayNames([usePageLocale()], { type: 'region' })
  return (code) => {
    if (code === 'other') return t('statistics.other_countries')
    return code === 'ZZ' ? t('statistics.unknown_country') : countryName(code, regions)
  }
}
