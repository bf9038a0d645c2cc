/**
 * JSON of which there is one form only: keys in the order of their UTF-16 code units, two spaces, a line feed at the end. Signatures are
 * over bytes; that a text is in this form shows that no reader can understand it in another way, for example by a key that occurs twice.
 *
 * @param value what `JSON.stringify` can write
 */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(value, (_key, part: unknown) => isRecord(part) ? sorted(part) : part, 2)}\n`
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  // Without prototype: a key `__proto__` is a key like others.
  return Object.assign(Object.create(null), Object.fromEntries(Object.entries(record).sort(([a], [b]) => a < b ? -1 : 1)))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
