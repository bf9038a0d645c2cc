import type { z } from 'zod'
import { errorAt, type Finding } from '../../shared/content/finding.ts'
import { splitFrontMatter } from '../../shared/content/front-matter.ts'
import { schemaFindings } from '../../shared/content/issues.ts'
import type { FrontMatter } from '../../shared/content/schemas.ts'
import { readText } from '../../shared/content/text.ts'
import { blankUrgent } from '../../shared/content/urgent.ts'
import { readYaml, type YamlText } from '../../shared/content/yaml.ts'
import type { Locale } from '../../shared/locales.ts'
import { scanMarkdown, type Markdown } from './markdown.ts'

/** A Markdown page. `frontMatter` is undefined when it is wrong; the findings then say why. */
export type Page = {
  file: string
  locale: Locale
  name: string
  yaml: YamlText
  frontMatter: FrontMatter | undefined
  markdown: Markdown
  findings: Finding[]
}

/** The file of a page, from the root. */
export function pageFile(locale: Locale, name: string): string {
  return `content/${locale}/${name}.md`
}

/** Reads a page and checks the form of its front matter. */
export function readPage(root: string, place: Pick<Page, 'file' | 'locale' | 'name'>, schema: z.ZodType<FrontMatter>): Page {
  const { text, findings } = readText(root, place.file)
  const { head, body, bodyLine } = splitFrontMatter(text)
  const yaml = readYaml(head ?? '', place.file, 2)
  const page = { ...place, yaml, markdown: scanMarkdown(blankUrgent(body), bodyLine) }
  if (findings.length > 0) return { ...page, frontMatter: undefined, findings }
  if (head === undefined) return { ...page, frontMatter: undefined, findings: [missingHead(place.file)] }
  if (yaml.findings.length > 0) return { ...page, frontMatter: undefined, findings: yaml.findings }
  const result = schema.safeParse(yaml.value, { reportInput: true })
  return { ...page, frontMatter: result.data, findings: result.success ? [] : schemaFindings(result.error, yaml, place.file) }
}

function missingHead(file: string): Finding {
  return errorAt(
    'front-matter', file, 1,
    'the page does not begin with front matter between two lines of ---',
    'write title, description, reviewed and sources there',
  )
}
