import type { Field } from '@sveltia/cms'
import { localeCodes } from '../../shared/locales.ts'
import type { Shape } from './shape.ts'
import { partOf, type Fault, type Word, type Words } from './words.ts'

/** Where a field is: its name in the file, and the name of its words. */
export type Place = { name: string, part: string, required: boolean }

/**
 * The form fields of one object of a schema, in the order of the schema.
 *
 * @param parent the name of the words of the object; the words of a field are `<parent>.<field>`
 */
export function fieldsOf(shape: Shape, parent: string, words: Words): Field[] {
  return shape.fields.map(({ name, required, shape }) => fieldOf(shape, { name, part: `${parent}.${name}`, required }, words))
}

/**
 * The form field of a value: the same pattern, the same limits, required where the schema requires it.
 *
 * @throws Error when the field or its pattern has no words yet
 */
export function fieldOf(shape: Shape, place: Place, words: Words): Field {
  if (typeof shape.const === 'string') return { name: place.name, widget: 'hidden', default: shape.const }
  const base = { name: place.name, required: place.required && mayNotBeEmpty(shape), ...wordOf(place.part, words) }
  if (place.name === 'source') return { ...base, ...fromSources }
  if (place.name === 'sources' && shape.items?.type === 'string') return { ...base, ...fromSources, multiple: true, min: shape.minItems }
  if (shape.enum) return { ...base, widget: 'select', options: optionsOf(shape.enum, place.part, words) }
  if (shape.type === 'object') return objectField(shape, base, place.part, words)
  if (shape.type === 'array') return listField(shape, base, place.part, words)
  if (shape.type === 'boolean') return { ...base, widget: 'boolean', default: false }
  if (shape.type === 'integer') return { ...base, widget: 'number', value_type: 'int', min: shape.minimum, max: shape.maximum }
  if (shape.format === 'date') return { ...base, widget: 'datetime', type: 'date', format: 'YYYY-MM-DD', pattern: patternOf(shape, words) }
  return { ...base, widget: 'string', use_emoji_autocomplete: false, maxlength: shape.maxLength, pattern: patternOf(shape, words) }
}

/** A key of `content/sources.yml` is chosen from the list of sources (`source` and `sources`, as in shared/content/schema-findings.ts). */
const fromSources = {
  widget: 'relation',
  collection: 'facts',
  file: 'sources',
  value_field: 'sources.*.key',
  display_fields: ['sources.*.key', 'sources.*.publisher'],
  search_fields: ['sources.*.key', 'sources.*.publisher'],
} as const

/** Forms call a list without items empty; most schemas allow one. */
function mayNotBeEmpty({ nullable, type, minItems = 0 }: Shape): boolean {
  return !nullable && (type !== 'array' || minItems > 0)
}

type Base = Word & { name: string, required: boolean }

function objectField(shape: Shape, base: Base, part: string, words: Words): Field {
  if (!isLocaleText(shape)) return { ...base, widget: 'object', fields: fieldsOf(shape, part, words), collapsed: false }
  const fields = shape.fields.map(({ name, shape }): Field => ({
    name,
    label: words.parts[partOf(`locale.${name}`)].label,
    required: true,
    widget: 'text',
    pattern: patternOf(shape, words),
  }))
  return { ...base, widget: 'object', fields, collapsed: false }
}

function listField({ items, minItems }: Shape, base: Base, part: string, words: Words): Field {
  if (items?.type === 'object')
    return { ...base, widget: 'list', min: minItems, collapsed: true, summary: summaryOf(items, words), fields: fieldsOf(items, part, words) }
  return {
    ...base,
    widget: 'list',
    min: minItems,
    collapsed: true,
    field: { name: 'item', label: base.label, widget: 'string', use_emoji_autocomplete: false, pattern: items && patternOf(items, words) },
  }
}

/** What a closed list item shows: its key or date, and its text in the language of the form. */
function summaryOf({ fields }: Shape, { locale }: Words): string {
  const shown = fields.flatMap(({ name, shape }) => {
    if (isLocaleText(shape)) return [`{{${name}.${locale}}}`]
    return ['key', 'page', 'on', 'handle', 'publisher', 'address'].includes(name) ? [`{{${name}}}`] : []
  })
  return shown.join(' · ')
}

function isLocaleText({ fields }: Shape): boolean {
  return fields.length === localeCodes.length && fields.every(({ name }, index) => name === localeCodes[index])
}

function optionsOf(values: unknown[], part: string, words: Words): { label: string, value: string }[] {
  return values.map(value => ({ label: words.parts[partOf(`${part}.${String(value)}`)].label, value: String(value) }))
}

function patternOf({ pattern }: Shape, words: Words): [string, string] | undefined {
  return pattern === undefined ? undefined : [pattern, words.faults[faultOf(pattern)]]
}

function wordOf(part: string, words: Words): Word {
  return words.parts[partOf(part)]
}

const isoDay = '^(?:(?:\\d\\d[2468][048]|\\d\\d[13579][26]|\\d\\d0[48]|[02468][048]00|[13579][26]00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|(?:02)-(?:0[1-9]|1\\d|2[0-8])))$'

/** What a form says about each pattern of the schemas. The patterns themselves come from there; a new one needs a sentence here. */
const faultOfPattern: ReadonlyMap<string, Fault> = new Map<string, Fault>([
  ['^\\S(?:.*\\S)?$', 'text'],
  ['^[a-z0-9]+(?:-[a-z0-9]+)*$', 'key'],
  ['^[a-z]{2,3}$', 'language'],
  ['^\\+[1-9]\\d{6,14}$', 'number'],
  ['^[A-Za-z][A-Za-z0-9_]{4,31}$', 'handle'],
  ['^(?:(?!xn--)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}$', 'host'],
  ['^\\d{5,20}$', 'digits'],
  [isoDay, 'day'],
  ['^\\d{4}(?:-\\d\\d){0,2}$', 'date'],
  ['^https?://', 'address'],
  ['^https://', 'secureAddress'],
  ['^https://[^?#@]+$', 'plainAddress'],
  ['^https?://[^?#]+/$', 'mirror'],
  ['^(?:mailto:[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+|https://[^\\s"<>]+)$', 'contact'],
])

/** @throws Error when there is no sentence for the pattern: a schema has changed */
function faultOf(pattern: string): Fault {
  const fault = faultOfPattern.get(pattern)
  if (fault === undefined) throw new Error(`the forms have no sentence for the pattern ${pattern}: add it to editor/config/fields.ts`)
  return fault
}

/**
 * The form fields of the interface strings. Each carries the placeholders of its text as a pattern, so that none gets lost.
 *
 * @param messages a parsed `locales/<locale>.json`, as deep as it is
 */
export function messageFields(messages: unknown, words: Words): Field[] {
  if (typeof messages !== 'object' || messages === null) return []
  return Object.entries(messages).map(([name, value]: [string, unknown]): Field => {
    if (typeof value === 'object') return { name, label: name, widget: 'object', collapsed: true, i18n: true, fields: messageFields(value, words) }
    return { name, label: name, widget: 'text', i18n: true, pattern: [placeholderPattern(String(value)), words.faults.placeholders] }
  })
}

/** @example placeholderPattern('{count} of {all}') // '^(?=[^]*\\{count\\})(?=[^]*\\{all\\})\\S' */
function placeholderPattern(text: string): string {
  const names = new Set(text.match(/\{\w+\}/g))
  return `^${[...names].map(name => `(?=[^]*${name.replace(/[{}]/g, String.raw`\$&`)})`).join('')}\\S`
}
