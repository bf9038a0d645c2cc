import { z } from 'zod'

/** What forms need to know of a JSON Schema that zod wrote. */
export type Shape = {
  type?: string | undefined
  /** The value may be null. */
  nullable: boolean
  const?: unknown
  enum?: unknown[] | undefined
  pattern?: string | undefined
  format?: string | undefined
  maxLength?: number | undefined
  /** Of integers, inclusive. */
  minimum?: number | undefined
  maximum?: number | undefined
  /** The fields of an object, in the order of the schema. */
  fields: { name: string, required: boolean, shape: Shape }[]
  items?: Shape | undefined
  minItems?: number | undefined
  /** What every value of a map with free keys looks like. */
  values?: Shape | undefined
  /** The kinds of a discriminated union. */
  variants: Shape[]
}

/** The shape of what a schema accepts. What only code can tell (`refine`) is not in it. */
export function shapeOf(schema: z.ZodType): Shape {
  return read(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
}

type Json = z.core.JSONSchema._JSONSchema

function read(json: Json | undefined): Shape {
  if (json === undefined || typeof json === 'boolean') return { nullable: false, fields: [], variants: [] }
  const nonNull = (json.anyOf ?? []).filter(option => typeof option === 'boolean' || option.type !== 'null')
  const [only, ...others] = nonNull
  if (only !== undefined && others.length === 0) return { ...read(only), nullable: true }
  const types = [json.type ?? []].flat()
  const required = new Set(json.required)
  return {
    type: types.find(type => type !== 'null'),
    nullable: types.includes('null'),
    const: json.const,
    enum: json.enum,
    pattern: json.pattern,
    format: json.format,
    maxLength: json.maxLength,
    minimum: json.minimum ?? (typeof json.exclusiveMinimum === 'number' ? json.exclusiveMinimum + 1 : undefined),
    maximum: json.maximum,
    fields: Object.entries(json.properties ?? {}).map(([name, child]) => ({ name, required: required.has(name), shape: read(child) })),
    items: json.items === undefined || Array.isArray(json.items) ? undefined : read(json.items),
    minItems: json.minItems,
    values: json.additionalProperties ? read(json.additionalProperties) : undefined,
    variants: (json.oneOf ?? []).map(read),
  }
}
