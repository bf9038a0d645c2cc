import { finding, type Finding } from '../../shared/content/finding.ts'
import type { Place } from '../../shared/content/place.ts'
import { readingPlaces, readPlaces } from '../../shared/only.ts'
import { attributeOf, type ComponentUse } from './markdown.ts'
import type { Page } from './page.ts'
import type { Site } from './site.ts'

/** Components that do not exist, channels and figures that no file has, and places where nothing is read. */
export function checkComponents({ pages, components, content }: Pick<Site, 'pages' | 'components' | 'content'>): Finding[] {
  const keys: Record<string, readonly string[]> = {
    channel: content.contactNames,
    amount: content.figures.map(({ key }) => key),
  }
  const places: Record<string, string> = { channel: 'content/contacts', amount: 'content/figures.yml' }
  return pages.flatMap(page => page.markdown.components.flatMap(use => useFindings(page, use)))

  function useFindings({ file }: Page, { name, attributes, ...place }: ComponentUse): Finding[] {
    if (!components.includes(name)) return [finding('component', file, place, { name, known: components.join(', ') })]
    if (name === 'only') return onlyFindings(file, place, attributes)
    const known = keys[name]
    if (!known) return []
    const key = attributeOf(attributes, 'key')
    if (key === undefined) return [finding('component-no-key', file, place, { name })]
    if (known.includes(key)) return []
    return [finding('component-key', file, place, { name, key, place: places[name] ?? 'content', known: known.join(', ') })]
  }
}

function onlyFindings(file: string, place: Place, attributes: string): Finding[] {
  const where = attributeOf(attributes, 'where') ?? ''
  return readPlaces(where) ? [] : [finding('component-place', file, place, { where, known: readingPlaces.join(', ') })]
}
