import { errorAt, type Finding } from '../../shared/content/finding.ts'
import { pluralFormCount } from '../../shared/plural.ts'
import type { Messages } from './messages.ts'
import type { Site } from './site.ts'

/** Messages that a locale lacks, with other placeholders or a wrong number of plural forms, and messages that no code uses. */
export function checkMessages({ messages, code }: Pick<Site, 'messages' | 'code'>): Finding[] {
  const keys = [...new Set(messages.flatMap(({ entries }) => [...entries.keys()]))]
  return keys.flatMap(key => [
    ...missing(messages, key),
    ...placeholders(messages, key),
    ...plurals(messages, key),
    ...unused(messages, key, code),
  ])
}

function missing(messages: readonly Messages[], key: string): Finding[] {
  return messages.filter(({ entries }) => !entries.has(key))
    .map(({ file }) => errorAt('message-missing', file, 1, `the message ${key} is missing; other locales have it`, 'translate it'))
}

/** Compared with the first locale that has the message. */
function placeholders(messages: readonly Messages[], key: string): Finding[] {
  const [first, ...rest] = messages.flatMap(({ file, entries }) => {
    const entry = entries.get(key)
    return entry ? [{ file, line: entry.line, names: placeholdersOf(entry.text) }] : []
  })
  return rest.filter(({ names }) => names !== first?.names).map(({ file, line, names }) =>
    errorAt(
      'message-placeholders', file, line,
      `${key} has the placeholders ${names || 'none'}; ${first?.file} has ${first?.names || 'none'}`,
      'use the same names in braces',
    ))
}

/** The distinct names in braces, sorted: each plural form may use them or not. */
function placeholdersOf(text: string): string {
  return [...new Set(text.match(/\{[^}]*\}/g))].sort().join(' ')
}

function plurals(messages: readonly Messages[], key: string): Finding[] {
  const forms = (text: string): number => text.split(/(?<=\s|^)\|(?=\s|$)/).length
  if (!messages.some(({ entries }) => forms(entries.get(key)?.text ?? '') > 1)) return []
  return messages.flatMap(({ locale, file, entries }) => {
    const entry = entries.get(key)
    if (!entry || forms(entry.text) === pluralFormCount(locale)) return []
    return [errorAt(
      'message-plural', file, entry.line,
      `${key} has ${forms(entry.text)} plural forms; ${locale} needs ${pluralFormCount(locale)}`,
      `write ${pluralFormCount(locale) === 3 ? 'one | few | many' : 'one | other'}`,
    )]
  })
}

/** A message counts as used when code holds its key in quotes, or a template that begins like it: `figures.${measure}`. */
function unused(messages: readonly Messages[], key: string, code: Site['code']): Finding[] {
  const prefix = `\`${key.slice(0, key.lastIndexOf('.') + 1)}\${`
  const spellings = [`'${key}'`, `"${key}"`, `\`${key}\``, ...(key.includes('.') ? [prefix] : [])]
  const used = code.some(({ text }) => spellings.some(spelling => text.includes(spelling)))
  if (used) return []
  return messages.flatMap(({ file, entries }) => {
    const entry = entries.get(key)
    return entry ? [errorAt('message-unused', file, entry.line, `no code uses the message ${key}`, 'remove it from all locales')] : []
  })
}
