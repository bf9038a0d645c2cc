import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { shapeOf } from '../../../../editor/config/shape.ts'
import { factsFormat, pageFormat, sourcesFormat, type Format } from '../../../../editor/formats/formats.ts'
import { contentSchemas } from '../../../../shared/content/schemas.ts'

const root = join(import.meta.dirname, '../../../..')
const schemas = contentSchemas('2026-11-24')
const page = pageFormat(shapeOf(schemas.frontMatter))
const contact = factsFormat(shapeOf(schemas.channel))
const sources = sourcesFormat(shapeOf(schemas.sources))
const timeline = factsFormat(shapeOf(schemas.timeline))

/** As Sveltia CMS calls them: it trims what it reads, and ends what it writes with a line break. */
function write(format: Format, text: string, change: (values: Record<string, unknown>) => void = () => undefined): string {
  const values = format.fromFile(text.trim())
  change(values)
  return `${format.toFile(values).trim()}\n`
}

describe('file formats', () => {
  const formats: [pattern: string, format: Format][] = [
    ['content/*/*.md', page],
    ['content/contacts/*.yml', contact],
    ['content/sources.yml', sources],
    ['content/timeline.yml', timeline],
    ['content/figures.yml', factsFormat(shapeOf(schemas.figures))],
    ['content/menu.yml', factsFormat(shapeOf(schemas.menu))],
    ['content/publisher.yml', factsFormat(shapeOf(schemas.publisher))],
    ['content/mirrors.yml', factsFormat(shapeOf(schemas.mirrors))],
    ['content/leave.yml', factsFormat(shapeOf(schemas.leave))],
  ]
  it.each(formats)('write %s as they read it', (pattern, format) => {
    const files = globSync(pattern, { cwd: root })
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) {
      const text = readFileSync(join(root, file), 'utf8')
      expect(write(format, text), file).toBe(text)
    }
  })

  it('keep comments, quotes and brackets around what changes', () => {
    const text = '# why\nevents:\n  - on: "2022" # about\n    text: { ru: "а", uk: "б", fr: "c", en: "d" }\n    sources: ["one"]\n'
    const changed = write(timeline, text, (values) => {
      values['events'] = [
        { on: '2022', text: { ru: 'а', uk: 'б', fr: 'C', en: 'd' }, sources: ['one'] },
        { on: '2023-01', text: { ru: 'а', uk: 'б', fr: 'c', en: 'd' }, sources: ['one', 'two'] },
      ]
    })
    expect(changed).toBe('# why\nevents:\n  - on: "2022" # about\n    text: { ru: "а", uk: "б", fr: "C", en: "d" }\n    sources: ["one"]\n'
      + '  - on: "2023-01"\n    text: { ru: "а", uk: "б", fr: "c", en: "d" }\n    sources: ["one", "two"]\n')
  })

  it('write nothing for an optional field that was left empty, and null where the schema has it', () => {
    const text = readFileSync(join(root, 'content/contacts/whatsapp.yml'), 'utf8')
    expect(write(contact, text, values => Object.assign(values, { value: '', hours: '', confirmed: { on: '', by: '' }, limit_days: '' }))).toBe(text)
  })

  it('make a map of the list of sources, each under its key', () => {
    const text = '# all\nb: { publisher: "B", lang: "ru" }\n'
    const changed = write(sources, text, (values) => {
      values['sources'] = [{ key: 'b', publisher: 'B', lang: 'ru', reprint: false }, { key: 'c', publisher: 'C', lang: 'fr', reprint: true, url: '' }]
    })
    expect(changed).toContain('# all\nb: { publisher: "B", lang: "ru" }\n')
    expect(changed).toContain('c:\n  publisher: "C"\n  lang: "fr"\n  reprint: true\n')
  })

  it('begin a new page like the others', () => {
    const values = { title: 'Да: нет', description: 'y', reviewed: '2026-11-24', next: ['steps', 'no'], body: '::notice\nText\n::\n' }
    expect(page.toFile(values)).toBe(
      '---\ntitle: "Да: нет"\ndescription: "y"\nreviewed: "2026-11-24"\nnext: ["steps", "no"]\n---\n\n::notice\nText\n::\n',
    )
  })
})
