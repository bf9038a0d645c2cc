import { finding, type Finding } from './finding.ts'
import type { YamlText } from './yaml.ts'

export type Reference = { key: string, path: PropertyKey[] }

/** Every key of `content/sources.yml` that a value names: the fields `source` (one) and `sources` (a list), at any depth. */
function sourceReferences(value: unknown, path: PropertyKey[] = []): Reference[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, field]: [string, unknown]): Reference[] => {
    const here = [...path, Array.isArray(value) ? Number(name) : name]
    if (name === 'source' && typeof field === 'string') return [{ key: field, path: here }]
    if (name === 'sources' && Array.isArray(field))
      return field.flatMap((key: unknown, index) => typeof key === 'string' ? [{ key, path: [...here, index] }] : [])
    return sourceReferences(field, here)
  })
}

/** The references of a file to sources that do not exist. */
export function unknownSources(yaml: YamlText, file: string, known: ReadonlySet<string>): Finding[] {
  return sourceReferences(yaml.value).filter(({ key }) => !known.has(key))
    .map(({ key, path }) => finding('unknown-source', file, yaml.placeOf(path), { key }))
}
