import type { Locale } from '../../../shared/locales.ts'

/** What stands in the pictures where two people write their names. */
export const names: Record<Locale, { first: string, second: string }> = {
  ru: { first: 'Имя первого человека', second: 'Имя второго человека' },
  uk: { first: 'Ім’я першої людини', second: 'Ім’я другої людини' },
  fr: { first: 'Nom de la première personne', second: 'Nom de la deuxième personne' },
  en: { first: 'Name of the first person', second: 'Name of the second person' },
}
