/** What a JSON log holds: anything. */
export type JsonObject = Readonly<Record<string, unknown>>

/** A line that is one JSON object; undefined for all others. */
export function parseObject(line: string): JsonObject | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : undefined
  }
  catch {
    return undefined
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text that says something: not empty, and not the `-` that some servers write for nothing. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value !== '-' ? value : undefined
}

/** A number, also one that is written as a text; NaN for everything else. */
export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value
  return typeof value === 'string' && value !== '' ? Number(value) : Number.NaN
}

/** Those of the values that say something, by lower-case name. */
export function filledHeaders(values: Readonly<Record<string, unknown>>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const name in values) {
    const text = textOf(values[name])
    if (text !== undefined) headers[name.toLowerCase()] = text
  }
  return headers
}
