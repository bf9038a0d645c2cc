import { en, enTerms } from './en.ts'
import { fr, frTerms } from './fr.ts'
import type { MessageId, Messages, Terms, Value } from './messages.ts'
import { ru, ruTerms } from './ru.ts'
import { uk, ukTerms } from './uk.ts'
import { isLocale, type Locale } from '../../locales.ts'

export const catalogues: Readonly<Record<Locale, { messages: Messages, terms: Terms }>> = {
  ru: { messages: ru, terms: ruTerms },
  uk: { messages: uk, terms: ukTerms },
  fr: { messages: fr, terms: frTerms },
  en: { messages: en, terms: enTerms },
}

/** What is wrong and how to mend it, in a language. */
export function describe(lang: Locale, id: MessageId, data: Readonly<Record<string, Value>>): { message: string, mend: string } {
  const { messages, terms } = catalogues[lang]
  const [message, mend] = messages[id]
  return { message: fill(message), mend: fill(mend) }

  function fill(text: string): string {
    return text.replace(/%\{(\w+)\}/g, (_, name: string) => {
      const value = data[name]
      return typeof value === 'object' ? terms[value.term] : String(value)
    })
  }
}

/**
 * The language for the messages of a tool, from the environment: https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html
 *
 * @example messageLanguage({ LANG: 'uk_UA.UTF-8' }) // 'uk'
 */
export function messageLanguage(env: Readonly<Record<string, string | undefined>>): Locale {
  const name = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  const language = name.split(/[_.@-]/)[0]
  return isLocale(language) ? language : 'en'
}
