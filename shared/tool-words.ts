import en from '../locales/tools/en.json' with { type: 'json' }
import fr from '../locales/tools/fr.json' with { type: 'json' }
import ru from '../locales/tools/ru.json' with { type: 'json' }
import uk from '../locales/tools/uk.json' with { type: 'json' }
import { isLocale, type Locale } from './locales.ts'

/** All that the tools, the checker and the editor say, in one language. What English has and another language lacks is a type error. */
export type ToolWords = typeof en

export const toolWords: Readonly<Record<Locale, ToolWords>> = { ru, uk, fr, en }

/** The name of one message of the checker; several may belong to one rule. */
export type MessageId = keyof ToolWords['checker']['messages']

/** The name of a thing, translated. */
export type Term = keyof ToolWords['checker']['terms']

/** What may stand for a `%{name}`: a text as it is, or the name of a thing in the language of the message. */
export type Value = string | number | { term: Term }

/** The values of a message, by the names of its placeholders. */
export type MessageData = Readonly<Record<string, Value>>

/** A text with its values in place of each `%{name}`. */
export function fillWords(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/%\{(\w+)\}/g, (_, name: string) => String(values[name]))
}

/** What is wrong and how to mend it, in a language. */
export function describe(lang: Locale, id: MessageId, data: MessageData): { message: string, mend: string } {
  const { messages, terms } = toolWords[lang].checker
  const values = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, typeof value === 'object' ? terms[value.term] : value]))
  return { message: fillWords(messages[id].fault, values), mend: fillWords(messages[id].mend, values) }
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
