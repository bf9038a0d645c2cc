import { finding, type Finding, type Place } from '../../shared/content/finding.ts'
import { readingPlaces, readPlaces } from '../../shared/page/places.ts'
import type { Attributed, ComponentUse } from './markdown.ts'
import type { Site } from './site.ts'

/** How a component is written: `form` as an example, the attributes that it may have, and whether it stands in a line and holds words. */
type Usage = { form: string, attributes: readonly string[], inline?: boolean, hasContent?: boolean }

const usages: Readonly<Record<string, Usage>> = {
  amount: { form: ':amount{key=…}', attributes: ['key'], inline: true },
  channel: { form: ':channel{key=…}', attributes: ['key'], inline: true },
  notice: { form: '::notice ⏎ … ⏎ ::', attributes: [], hasContent: true },
  only: { form: '::only{where="…"} ⏎ … ⏎ ::', attributes: ['where'], hasContent: true },
  ways: { form: '::ways ⏎ … ⏎ ::', attributes: [], hasContent: true },
}

/** A component that is written otherwise than it works, or does not exist; attributes; channels and figures that no file has. */
export function checkComponents({ pages, components, content }: Pick<Site, 'pages' | 'components' | 'content'>): Finding[] {
  const keys: Record<string, readonly string[]> = {
    channel: content.contactNames,
    amount: content.figures.map(({ key }) => key),
  }
  const places: Record<string, string> = { channel: 'content/contacts', amount: 'content/figures.yml' }
  return pages.flatMap(({ file, markdown }) => [
    ...markdown.components.flatMap(use => useFindings(file, use)),
    ...markdown.attributed.flatMap(attributed => attributedFindings(file, attributed)),
  ])

  function useFindings(file: string, use: ComponentUse): Finding[] {
    const { name, attributes, line, column } = use
    const place = { line, column }
    if (!components.includes(name)) return [finding('component', file, place, { name, known: components.join(', ') })]
    const usage = usages[name] ?? { form: `::${name} ⏎ ::`, attributes: [] }
    return [
      ...Object.keys(attributes).filter(attribute => !usage.attributes.includes(attribute))
        .map(attribute => finding('attribute', file, place, { attribute, form: usage.form })),
      ...(isWritten(use, usage) ? [] : [finding('component-form', file, place, { name, form: usage.form })]),
      ...(name === 'only' ? onlyFindings(file, place, textOf(attributes.where) ?? '') : keyFindings(file, place, name, textOf(attributes.key))),
    ]
  }

  function keyFindings(file: string, place: Place, name: string, key: string | undefined): Finding[] {
    const known = keys[name]
    if (!known || (key !== undefined && known.includes(key))) return []
    if (key === undefined) return [finding('component-no-key', file, place, { name })]
    return [finding('component-key', file, place, { name, key, place: places[name] ?? 'content', known: known.join(', ') })]
  }
}

/** `::only` within another would end both: see shared/page/places.ts. */
function isWritten({ name, form, hasContent, within }: ComponentUse, usage: Usage): boolean {
  return form === (usage.inline ? 'inline' : 'block') && hasContent === (usage.hasContent ?? false) && !(name === 'only' && within.includes(name))
}

/** Of words in brackets the language may be named; nothing else has attributes. */
function attributedFindings(file: string, { of, attributes, ...place }: Attributed): Finding[] {
  return Object.entries(attributes).filter(([name, value]) => of === undefined || name !== 'lang' || !/^[a-z]{2,3}$/.test(textOf(value) ?? ''))
    .map(([attribute]) => finding('attribute', file, place, { attribute, form: '[…]{lang="ru"}' }))
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function onlyFindings(file: string, place: Place, where: string): Finding[] {
  return readPlaces(where) ? [] : [finding('component-place', file, place, { where, known: readingPlaces.join(', ') })]
}
