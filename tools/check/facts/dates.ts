import type { Locale } from '../../../shared/locales.ts'
import type { Fact } from './numbers.ts'

/** How the names of the months begin, in all their cases. */
const months: Record<Locale, readonly string[]> = {
  ru: ['январ', 'феврал', 'март', 'апрел', 'ма[йяе]', 'июн', 'июл', 'август', 'сентябр', 'октябр', 'ноябр', 'декабр'],
  uk: ['січ', 'лют', 'берез', 'квіт', 'трав', 'черв', 'лип', 'серп', 'верес', 'жовт', 'листопад', 'груд'],
  fr: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
}

const patterns: Record<Locale, RegExp> = { ru: pattern('ru'), uk: pattern('uk'), fr: pattern('fr'), en: pattern('en') }

/**
 * The months of a text with their day, their year or both, in figures. A month alone is left out: “May” and «mars» are other words too.
 *
 * @example datesIn('On 4 October 2022', 'en') // the fact '4.10.2022'
 */
export function datesIn(text: string, lang: Locale): Fact[] {
  return [...text.matchAll(patterns[lang])].flatMap(({ index, groups = {} }) => {
    const { day, month, alone, year, itsYear } = groups
    const number = months[lang].findIndex(stem => new RegExp(`^${stem}`, 'iu').test(month ?? alone ?? '')) + 1
    return number > 0 ? [{ index, fact: [day ?? [], number, year ?? itsYear ?? []].flat().join('.') }] : []
  })
}

function pattern(lang: Locale): RegExp {
  const month = `(?:${months[lang].join('|')})\\p{L}*`
  const year = '[\\s\\u00A0]+(?<year>(?:19|20)\\d\\d)'
  const day = '(?<day>\\d{1,2})(?:er)?[\\s\\u00A0]+'
  return new RegExp(`(?<![\\p{L}\\d])(?:${day}(?<month>${month})(?:${year})?|(?<alone>${month})${year.replace('year', 'itsYear')})`, 'giu')
}
