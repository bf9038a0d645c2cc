import { errorAt, type Finding } from '../../shared/content/finding.ts'
import { readText } from '../../shared/content/text.ts'
import { readYaml } from '../../shared/content/yaml.ts'
import type { Locale } from '../../shared/locales.ts'

/** The messages of one locale: dotted key → text and line. */
export type Messages = {
  locale: Locale
  file: string
  entries: ReadonlyMap<string, { text: string, line: number }>
  findings: Finding[]
}

/** Reads `locales/<locale>.json`. JSON is YAML, so that the strict reader gives the lines and refuses a key that occurs twice. */
export function readMessages(root: string, locale: Locale): Messages {
  const file = `locales/${locale}.json`
  const { text, findings } = readText(root, file)
  if (findings.length > 0) return { locale, file, entries: new Map(), findings }
  const yaml = readYaml(text, file)
  const leaves = leavesOf(yaml.value)
  const odd = leaves.filter(({ value }) => typeof value !== 'string')
  return {
    locale,
    file,
    entries: new Map(leaves.map(({ path, value }) => [path.join('.'), { text: String(value), line: yaml.lineOf(path) }])),
    findings: [
      ...yaml.findings,
      ...odd.map(({ path }) => errorAt('message', file, yaml.lineOf(path), `${path.join('.')} is not a text`, 'put it in double quotes')),
    ],
  }
}

function leavesOf(value: unknown, path: string[] = []): { path: string[], value: unknown }[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [{ path, value }] : []
  return Object.entries(value).flatMap(([key, child]: [string, unknown]) => leavesOf(child, [...path, key]))
}
