import type { Field } from '@sveltia/cms'
import type { Words } from './words.ts'

/**
 * The form fields of the interface strings. Each carries the placeholders of its text as a pattern, so that none gets lost.
 *
 * @param messages a parsed `locales/<locale>.json`, as deep as it is
 */
export function messageFields(messages: unknown, words: Words): Field[] {
  if (typeof messages !== 'object' || messages === null) return []
  return Object.entries(messages).map(([name, value]: [string, unknown]): Field => {
    if (typeof value === 'object') return { name, label: name, widget: 'object', collapsed: true, i18n: true, fields: messageFields(value, words) }
    return { name, label: name, widget: 'text', i18n: true, pattern: [placeholderPattern(String(value)), words.faults.placeholders] }
  })
}

/** @example placeholderPattern('{count} of {all}') // '^(?=[^]*\\{count\\})(?=[^]*\\{all\\})\\S' */
function placeholderPattern(text: string): string {
  const names = new Set(text.match(/\{\w+\}/g))
  return `^${[...names].map(name => `(?=[^]*${name.replace(/[{}]/g, String.raw`\$&`)})`).join('')}\\S`
}
