import { formatTag, type Locale } from './locales.ts'

/** A day, a month or a year as sources give it: `2022-09-18`, `2022-09` or `2022`. */
export type PartialDate = string

/**
 * A date of any precision in the words of a locale.
 *
 * @example formatDate('2022-09-18', 'fr') // '18 septembre 2022'
 * @example formatDate('2022-09', 'en') // 'September 2022'
 */
export function formatDate(date: PartialDate, locale: Locale): string {
  const [year, month, day] = date.split('-')
  if (!month) return String(year)
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', timeZone: 'UTC', ...(day && { day: 'numeric' }) }
  const text = new Intl.DateTimeFormat(formatTag(locale), options).format(new Date(`${year}-${month}-${day ?? '01'}T00:00:00Z`))
  return locale === 'fr' ? text.replace(/^1 /, '1er ') : text
}

/** @example formatNumber(48_000_000, 'en') // '48,000,000' */
export function formatNumber(value: number, locale: Locale): string {
  return new Intl.NumberFormat(formatTag(locale)).format(value)
}

/** @example formatShare(0.957, 'fr') // '95,7 %' */
export function formatShare(share: number, locale: Locale): string {
  return new Intl.NumberFormat(formatTag(locale), { style: 'percent', maximumFractionDigits: 1 }).format(share)
}
