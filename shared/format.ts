import { formatTag, type Locale } from './locales.ts'

/** A day, a month or a year as sources give it: `2022-09-18`, `2022-09` or `2022`. */
export type PartialDate = string

/** Intl writes it behind a month and a year, but not behind a year alone. */
const yearWord: Record<Locale, string> = { ru: '\u00A0г.', uk: '\u00A0р.', fr: '', en: '' }

/**
 * A date of any precision in the words of a locale.
 *
 * @example formatDate('2022-09-18', 'fr') // '18 septembre 2022'
 * @example formatDate('2022-09', 'en') // 'September 2022'
 */
export function formatDate(date: PartialDate, locale: Locale): string {
  return format(date, locale, 'long')
}

/** The same, abridged: `18 sept. 2022`. */
export function formatShortDate(date: PartialDate, locale: Locale): string {
  return format(date, locale, 'short')
}

function format(date: PartialDate, locale: Locale, month: 'long' | 'short'): string {
  const [year, monthNumber, day] = date.split('-')
  if (!monthNumber) return `${date}${yearWord[locale]}`
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', month, timeZone: 'UTC', ...(day && { day: 'numeric' }) }
  const text = new Intl.DateTimeFormat(formatTag(locale), options).format(new Date(`${year}-${monthNumber}-${day ?? '01'}T00:00:00Z`))
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

/** The name of a month alone. @example formatMonth('2026-11', 'ru') // 'ноябрь' */
export function formatMonth(month: string, locale: Locale): string {
  return new Intl.DateTimeFormat(formatTag(locale), { month: 'long', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`))
}

const forms: Record<Locale, readonly Intl.LDMLPluralRule[]> = {
  ru: ['one', 'few', 'many'],
  uk: ['one', 'few', 'many'],
  fr: ['one', 'other'],
  en: ['one', 'other'],
}

/** How many forms a plural message has in a locale: `one | few | many` in Russian and Ukrainian, `one | other` in French and English. */
export function pluralFormCount(locale: Locale): number {
  return forms[locale].length
}

/**
 * The rule that vue-i18n asks for the index of a plural form. Its own rule is wrong for Slavic languages (“2 дней”)
 * and for zero in French, so CLDR decides: https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html
 *
 * Fractions (CLDR `other` in Russian and Ukrainian) take the form of `few`: «1,5 дня». French `many` (a million and more) takes `other`.
 */
export function pluralIndex(locale: Locale): (count: number) => number {
  const rules = new Intl.PluralRules(locale)
  return (count) => {
    const index = forms[locale].indexOf(rules.select(count))
    return index >= 0 ? index : 1
  }
}

/**
 * A colon between a word and what it announces, in the words of a locale: French puts a no-break space before it.
 *
 * @example colon('fr') // '\u00A0: '
 */
export function colon(locale: Locale): string {
  return locale === 'fr' ? '\u00A0: ' : ': '
}
