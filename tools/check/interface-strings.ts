import { fileStart, finding, type Finding, type Place } from '../../shared/content/finding.ts'
import { jsonFindings, readText } from '../../shared/content/text.ts'
import { readYaml, type YamlText } from '../../shared/content/yaml.ts'
import { pluralFormCount } from '../../shared/format.ts'
import type { Locale } from '../../shared/locales.ts'

/** The messages of one locale: dotted key → text and place. */
export type Messages = {
  locale: Locale
  file: string
  yaml: YamlText
  entries: ReadonlyMap<string, Place & { text: string }>
  findings: Finding[]
}

/**
 * Reads `locales/<locale>.json`. JSON is YAML, so that the strict reader gives the lines and refuses a key that
 * occurs twice.
 */
export function readMessages(root: string, locale: Locale): Messages {
  const file = `locales/${locale}.json`
  const { text, findings } = readText(root, file)
  const yaml = readYaml(text, file)
  if (findings.length > 0) return { locale, file, yaml, entries: new Map(), findings }
  const leaves = leavesOf(yaml.value)
  const odd = leaves.filter(({ value }) => typeof value !== 'string')
  return {
    locale,
    file,
    yaml,
    entries: new Map(leaves.map(({ path, value }) => [path.join('.'), { text: String(value), ...yaml.placeOf(path) }])),
    findings: [
      ...yaml.findings.length > 0 ? yaml.findings : jsonFindings(text, file),
      ...odd.map(({ path }) => finding('message', file, yaml.placeOf(path), { key: path.join('.') })),
    ],
  }
}

function leavesOf(value: unknown, path: string[] = []): { path: string[], value: unknown }[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [{ path, value }] : []
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => leavesOf(child, [...path, key]))
}

/** Files that may use messages. */
type Code = readonly { text: string }[]

/** Messages that a locale lacks, with other placeholders or a wrong number of plural forms, and messages that no code uses. */
export function checkMessages({ messages, code }: { messages: readonly Messages[], code: Code }): Finding[] {
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
function unused(messages: readonly Messages[], key: string, code: Code): Finding[] {
  const prefix = `\`${key.slice(0, key.lastIndexOf('.') + 1)}\${`
  const spellings = [`'${key}'`, `"${key}"`, `\`${key}\``, ...(key.includes('.') ? [prefix] : [])]
  const used = code.some(({ text }) => spellings.some(spelling => text.includes(spelling)))
  if (used) return []
  return messages.flatMap(({ file, entries }) => {
    const entry = entries.get(key)
    return entry ? [finding('message-unused', file, entry, { key })] : []
  })
}
