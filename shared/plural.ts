import type { Locale } from './locales.ts'

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
