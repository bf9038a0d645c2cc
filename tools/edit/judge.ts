import type { z } from 'zod'
import type { Finding } from '../../shared/content/finding.ts'
import { jsonFindings, splitFrontMatter } from '../../shared/content/text.ts'
import { schemaFindings } from '../../shared/content/schema-findings.ts'
import { contentSchemas } from '../../shared/content/schemas.ts'
import { readYaml } from '../../shared/content/yaml.ts'

/**
 * What is wrong with one file by itself: its YAML or JSON and its fields, by the same schemas as the checker. Such a file is not written.
 * What concerns several files (a key without source, a page without menu entry) the checker says after the file is written.
 *
 * @param today the UTC day, `YYYY-MM-DD`
 */
export function judge(path: string, text: string, today: string): Finding[] {
  const schema = schemaOf(path, today)
  const head = path.endsWith('.md') ? splitFrontMatter(text).head ?? '' : text
  const yaml = readYaml(head, path, path.endsWith('.md') ? 2 : 1)
  if (yaml.findings.length > 0) return yaml.findings
  if (schema === undefined) return jsonFindings(text, path)
  const result = schema.safeParse(yaml.value, { reportInput: true })
  return result.success ? [] : schemaFindings(result.error, yaml, path)
}

function schemaOf(path: string, today: string): z.ZodType | undefined {
  const schemas = contentSchemas(today)
  if (path.endsWith('.md')) return schemas.frontMatter
  if (path.startsWith('content/contacts/')) return schemas.channel
  const byFile: Record<string, z.ZodType> = {
    'content/sources.yml': schemas.sources,
    'content/figures.yml': schemas.figures,
    'content/timeline.yml': schemas.timeline,
    'content/menu.yml': schemas.menu,
    'content/publisher.yml': schemas.publisher,
    'content/mirrors.yml': schemas.mirrors,
    'content/leave.yml': schemas.leave,
  }
  return byFile[path]
}
