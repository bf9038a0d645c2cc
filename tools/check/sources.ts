import type { Finding } from '../../shared/content/finding.ts'
import { unknownSources } from '../../shared/content/schema-findings.ts'
import type { Site } from './site.ts'

/** Sources in the front matter of pages that content/sources.yml does not have. */
export function checkSources({ pages, content }: Pick<Site, 'pages' | 'content'>): Finding[] {
  const known = new Set(Object.keys(content.sources))
  return pages.flatMap(({ yaml, file }) => unknownSources(yaml, file, known))
}
