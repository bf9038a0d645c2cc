import { errorAt, type Finding } from '../../shared/content/finding.ts'
import { attributeOf, type ComponentUse } from './markdown.ts'
import type { Page } from './page.ts'
import type { Site } from './site.ts'

/** Components that do not exist, and channels and figures that no file has. */
export function checkComponents({ pages, components, content }: Pick<Site, 'pages' | 'components' | 'content'>): Finding[] {
  const keys: Record<string, readonly string[]> = {
    channel: content.channels.map(({ key }) => key),
    amount: content.figures.map(({ key }) => key),
  }
  const places: Record<string, string> = { channel: 'content/contacts', amount: 'content/figures.yml' }
  return pages.flatMap(page => page.markdown.components.flatMap(use => useFindings(page, use)))

  function useFindings({ file }: Page, { name, attributes, line }: ComponentUse): Finding[] {
    const at = (rule: string, message: string, mend: string): Finding[] => [errorAt(rule, file, line, message, mend)]
    if (!components.includes(name)) return at('component', `there is no component :${name}`, `use one of ${components.join(', ')}`)
    const known = keys[name]
    if (!known) return []
    const key = attributeOf(attributes, 'key')
    if (key === undefined) return at('component', `:${name} has no key`, `write :${name}{key=…}`)
    if (known.includes(key)) return []
    return at('component-key', `there is no ${name} "${key}" in ${places[name]}`, `use one of ${known.join(', ')}`)
  }
}
