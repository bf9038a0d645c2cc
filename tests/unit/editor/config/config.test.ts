import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Field } from '@sveltia/cms'
import { describe, expect, it } from 'vitest'
import { editorConfig } from '../../../../editor/config/config.ts'
import { fieldOf } from '../../../../editor/config/fields.ts'
import { shapeOf, type Shape } from '../../../../editor/config/shape.ts'
import { formWords, type Words } from '../../../../editor/config/words.ts'
import { contentSchemas } from '../../../../shared/content/schemas.ts'
import { localeCodes } from '../../../../shared/locales.ts'

const root = join(import.meta.dirname, '../../../..')
const schemas = contentSchemas('2026-11-24')
const messages: unknown = JSON.parse(readFileSync(join(root, 'locales/ru.json'), 'utf8'))
const english = formWords('en')
const configIn = (words: Words) => editorConfig({ schemas, words, messages })
const config = configIn(english)

describe('the configuration of the editor', () => {
  it('has a form for each field of each schema, with its pattern and its limits', () => {
    const forms: [fields: Field[], shape: Shape][] = [
      [fieldsAt('pages'), shapeOf(schemas.frontMatter)],
      ...['phone', 'telegram', 'whatsapp', 'site'].map((kind, index): [Field[], Shape] => [fieldsAt(kind), variant(index)]),
      [fieldsAt('facts', 'timeline'), shapeOf(schemas.timeline)],
      [fieldsAt('facts', 'figures'), shapeOf(schemas.figures)],
      [fieldsAt('frame', 'menu'), shapeOf(schemas.menu)],
      [fieldsAt('frame', 'publisher'), shapeOf(schemas.publisher)],
      [fieldsAt('frame', 'mirrors'), shapeOf(schemas.mirrors)],
      [fieldsAt('frame', 'leave'), shapeOf(schemas.leave)],
    ]
    for (const [fields, shape] of forms) compare(fields, shape)
    const [sources] = fieldsAt('facts', 'sources')
    compare(subfields(sources).filter(({ name }) => name !== 'key'), shapeOf(schemas.sources).values)
  })

  it('says each thing in four languages, and knows no word that no form uses', () => {
    const used = new Set<string>()
    const watched: Words = {
      ...english,
      parts: new Proxy(english.parts, { get: (words, part) => (used.add(String(part)), Reflect.get(words, part)) }),
    }
    configIn(watched)
    expect([...used].sort()).toEqual(Object.keys(english.parts).sort())
    for (const locale of localeCodes) {
      expect(Object.keys(formWords(locale).parts).sort()).toEqual(Object.keys(english.parts).sort())
      expect(JSON.stringify(configIn(formWords(locale)))).not.toContain('undefined')
    }
  })

  it('differs between languages in nothing but words', () => {
    const bare = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, child: unknown) => {
      if (['label', 'hint', 'default_locale', 'summary'].includes(key)) return undefined
      return key === 'pattern' && Array.isArray(child) ? child[0] : child
    }))
    for (const locale of localeCodes) expect(bare(configIn(formWords(locale)))).toEqual(bare(config))
  })

  it('stops at a field without words and at a pattern without a sentence', () => {
    const shape: Shape = { type: 'string', nullable: false, fields: [], variants: [] }
    expect(() => fieldOf(shape, { name: 'new', part: 'page.new', required: true }, english)).toThrow('"page.new"')
    expect(() => fieldOf({ ...shape, pattern: '^x$' }, { name: 'title', part: 'page.title', required: true }, english)).toThrow('^x$')
  })

  it('asks for the placeholders of each interface string', () => {
    const field = subfields(fieldsAt('interface', 'messages').find(({ name }) => name === 'contact')).find(({ name }) => name === 'confirmed_on')
    const pattern = new RegExp(patternOf(field) ?? '')
    expect(pattern.test('confirmé le {date}')).toBe(true)
    expect(pattern.test('confirmé')).toBe(false)
  })
})

function variant(index: number): Shape {
  const found = shapeOf(schemas.channel).variants[index]
  if (!found) throw new Error('the schema of channels has fewer kinds')
  return found
}

function compare(fields: Field[], shape: Shape | undefined): void {
  expect(fields.map(({ name }) => name).filter(name => name !== 'original_text' && name !== 'body').sort())
    .toEqual(shape?.fields.map(({ name }) => name).sort())
  for (const { name, required, shape: child } of shape?.fields ?? []) {
    const field = fields.find(field => field.name === name)
    if (child.const !== undefined) {
      expect(field).toMatchObject({ widget: 'hidden', default: child.const })
      continue
    }
    const mayBeEmpty = child.nullable || (child.type === 'array' && !child.minItems)
    expect(field, name).toMatchObject({ required: required && !mayBeEmpty })
    if (name === 'source' || name === 'sources') expect(field).toMatchObject({ widget: 'relation', file: 'sources' })
    else if (child.fields.length > 0 || child.items?.type === 'object') compare(subfields(field), child.items ?? child)
    else if (child.enum) expect(field).toMatchObject({ options: child.enum.map(value => ({ value })) })
    else expect(patternOf(field), name).toBe(child.type === 'string' ? child.pattern : undefined)
    if (child.maxLength !== undefined) expect(field).toMatchObject({ maxlength: child.maxLength })
    if (child.minimum !== undefined) expect(field).toMatchObject({ min: child.minimum, max: child.maximum })
  }
}

function fieldsAt(collection: string, file?: string): Field[] {
  const found = (config.collections ?? []).find(item => 'name' in item && item.name === collection)
  if (found && 'files' in found) return found.files.find(({ name }) => name === file)?.fields ?? []
  return found && 'fields' in found ? found.fields : []
}

function subfields(field: Field | undefined): Field[] {
  return field && 'fields' in field ? field.fields ?? [] : []
}

function patternOf(field: Field | undefined): string | undefined {
  const pattern = field && 'pattern' in field ? field.pattern?.[0] : undefined
  return pattern === undefined ? undefined : String(pattern)
}
