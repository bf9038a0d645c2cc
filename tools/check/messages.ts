import { finding, type Finding, type Place } from '../../shared/content/finding.ts'
import { jsonFindings, readText } from '../../shared/content/text.ts'
import { readYaml, type YamlText } from '../../shared/content/yaml.ts'
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
