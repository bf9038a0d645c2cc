import type { Shape } from '../config/shape.ts'

/**
 * What a form gives, as the file has it: an optional field that was left empty is not written, one that may be null is null.
 *
 * @param shape the shape of the value in the schema
 */
export function tidy(shape: Shape, value: unknown): unknown {
  if (shape.variants.length > 0) return tidy(variantOf(shape, value), value)
  if (isEmpty(value)) return shape.nullable ? null : shape.type === 'array' ? [] : value
  if (Array.isArray(value)) return value.map(item => shape.items ? tidy(shape.items, item) : item)
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([name, child]): [string, unknown][] => {
    const field = shape.fields.find(known => known.name === name)
    if (!field) return shape.values ? [[name, tidy(shape.values, child)]] : []
    if (!field.required && (isEmpty(child) || child === false)) return []
    return [[name, tidy(field.shape, child)]]
  }))
}

function variantOf({ variants }: Shape, value: unknown): Shape {
  const kind = isRecord(value) ? value['kind'] : undefined
  const variant = variants.find(({ fields }) => fields.some(({ name, shape }) => name === 'kind' && shape.const === kind))
  if (!variant) throw new Error(`no channel is of the kind ${String(kind)}`)
  return variant
}

/** Also an object of which nothing was filled in. */
function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0
  if (isRecord(value)) return Object.values(value).every(isEmpty)
  return value === undefined || value === null || value === ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
