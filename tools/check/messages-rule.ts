import { fileStart, finding, type Finding } from '../../shared/content/finding.ts'
import { pluralFormCount } from '../../shared/format.ts'
import type { Messages } from './messages.ts'
import type { Site } from './site.ts'

/** Messages that a locale lacks, with other placeholders or a wrong number of plural forms, and messages that no code uses. */
export function checkMessages({ messages, code }: Pick<Site, 'messages' | 'code'>): Finding[] {
  const keys = [...new Set(messages.flatMap(({ entries }) => [...entries.keys()]))]
  return keys.flatMap(key => [
    ...missing(messages, key),
    ...shapes(messages, key),
    ...placeholders(messages, key),
    ...plurals(messages, key),
    ...unused(messages, key, code),
  ])
}

function missing(messages: readonly Messages[], key: string): Finding[] {
  return messages.filter(({ entries }) => !entries.has(key)).map(({ file }) => finding('message-missing', file, fileStart, { key }))
}

/** A key that is a text in one locale and the name of a group in another. */
function shapes(messages: readonly Messages[], key: string): Finding[] {
  const isGroup = messages.some(({ entries }) => [...entries.keys()].some(other => other.startsWith(`${key}.`)))
  if (!isGroup) return []
  return messages.flatMap(({ file, entries }) => {
    const entry = entries.get(key)
    return entry ? [finding('message-shape', file, entry, { key })] : []
  })
}

/** Compared with the first locale that has the message. */
function placeholders(messages: readonly Messages[], key: string): Finding[] {
  const [first, ...rest] = messages.flatMap(({ file, entries }) => {
    const entry = entries.get(key)
    return entry ? [{ file, place: entry, names: placeholdersOf(entry.text) }] : []
  })
  return rest.filter(({ names }) => names !== first?.names).map(({ file, place, names }) => finding('message-placeholders', file, place, {
    key,
    own: names || none,
    place: first?.file ?? '',
    other: first?.names || none,
  }))
}

const none = { term: 'none' } as const

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
    const needed = pluralFormCount(locale)
    const pattern = needed === 3 ? 'one | few | many' : 'one | other'
    return [finding('message-plural', file, entry, { key, forms: forms(entry.text), needed, pattern })]
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
    return entry ? [finding('message-unused', file, entry, { key })] : []
  })
}
