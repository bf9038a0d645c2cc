import type { z } from 'zod'
import { fileStart, finding, type Finding } from '../../shared/content/finding.ts'
import { readText, splitFrontMatter } from '../../shared/content/text.ts'
import { schemaFindings } from '../../shared/content/schema-findings.ts'
import type { FrontMatter } from '../../shared/content/schemas.ts'
import { readYaml, type YamlText } from '../../shared/content/yaml.ts'
import type { Locale } from '../../shared/locales.ts'
import { scanMarkdown, type Markdown } from './markdown.ts'

/**
 * A Markdown page: its whole `text`, of which the body begins at `bodyStart`. `frontMatter` is undefined when it is wrong; the findings
 * then say why.
 */
export type Page = {
  file: string
  locale: Locale
  name: string
  text: string
  bodyStart: number
  yaml: YamlText
  frontMatter: FrontMatter | undefined
  markdown: Markdown
  findings: Finding[]
}

type PagePlace = Pick<Page, 'file' | 'locale' | 'name'>

/** The file of a page, from the root. */
export function pageFile(locale: Locale, name: string): string {
  return `content/${locale}/${name}.md`
}

/** Reads a page and checks the form of its front matter. */
export function readPage(root: string, place: PagePlace, schema: z.ZodType<FrontMatter>): Page {
  const { text, findings } = readText(root, place.file)
  const page = { ...parsePage(text, place), frontMatter: undefined }
  if (findings.length > 0) return { ...page, findings }
  if (page.bodyStart === 0) return { ...page, findings: [finding('front-matter', place.file, fileStart)] }
  if (page.yaml.findings.length > 0) return { ...page, findings: page.yaml.findings }
  const result = schema.safeParse(page.yaml.value, { reportInput: true })
  return { ...page, frontMatter: result.data, findings: result.success ? [] : schemaFindings(result.error, page.yaml, place.file) }
}

/** The parts of a page, which nothing has checked yet. `bodyStart` is 0 when it has no front matter. */
export function parsePage(text: string, place: PagePlace): Omit<Page, 'frontMatter' | 'findings'> {
  const { head = '', body, bodyLine } = splitFrontMatter(text)
  const yaml = readYaml(head, place.file, 2)
  return { ...place, text, bodyStart: text.length - body.length, yaml, markdown: scanMarkdown(body, bodyLine) }
}
