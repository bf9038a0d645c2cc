import { parse } from 'yaml'
import type { Shape } from '../config/shape.ts'
import { mergeYaml } from './merge-yaml.ts'

/** A file format of Sveltia CMS: from the text of a file to the values of a form and back. */
export type Format = { fromFile: (text: string) => Values, toFile: (values: Values) => string }
export type Values = Record<string, unknown>

/** The field of every form that carries the text of the file as it was read: forms keep only values, it keeps comments and style. */
const originalText = 'original_text'

/** The style of a new file: its comments, quotes and brackets; the values are replaced. */
const newPage = 'title: ""\ndescription: ""\nreviewed: ""\n'
const newFacts = 'key: ""\n'

/** A YAML file that is a map of known fields. */
export function factsFormat(shape: Shape): Format {
  return {
    fromFile: text => ({ ...record(parse(text)), [originalText]: text }),
    toFile: ({ [originalText]: text, ...values }) => mergeYaml(textOr(text, newFacts), record(tidy(shape, values))),
  }
}

/** `content/sources.yml`: a map with free keys, which forms know as a list whose items carry their key. */
export function sourcesFormat(shape: Shape): Format {
  return {
    fromFile: text => ({
      sources: Object.entries(record(parse(text))).map(([key, source]) => ({ key, ...record(source) })),
      [originalText]: text,
    }),
    toFile({ [originalText]: text, sources }) {
      const entries = (Array.isArray(sources) ? sources : []).map((item: unknown) => {
        const { key, ...source } = record(item)
        return [String(key), source] as const
      })
      return mergeYaml(textOr(text, newFacts), record(tidy(shape, Object.fromEntries(entries))))
    },
  }
}

/** A Markdown page: front matter between two lines of `---`, an empty line, the body. */
export function pageFormat(shape: Shape): Format {
  return {
    fromFile(text) {
      const { head, body } = split(text)
      return { ...record(parse(head)), body, [originalText]: text }
    },
    toFile({ [originalText]: text, body, ...values }) {
      const head = typeof text === 'string' && text !== '' ? split(text).head : newPage
      return `---\n${mergeYaml(head, record(tidy(shape, values)))}---\n\n${textOr(body, '').trim()}\n`
    },
  }
}

function split(text: string): { head: string, body: string } {
  const match = /^---\n([\s\S]*?\n)---\n?/.exec(`${text}\n`)
  if (!match) throw new Error('a page begins with front matter between two lines of ---')
  return { head: match[1] ?? '', body: text.slice(match[0].length).trim() }
}

function record(value: unknown): Values {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

function textOr(text: unknown, otherwise: string): string {
  return typeof text === 'string' && text !== '' ? text : otherwise
}

/**
 * What a form gives, as the file has it: an optional field that was left empty is not written, one that may be null is null.
 *
 * @param shape the shape of the value in the schema
 */
function tidy(shape: Shape, value: unknown): unknown {
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
