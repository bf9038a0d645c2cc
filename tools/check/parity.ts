import { errorAt, type Finding } from '../../shared/content/finding.ts'
import { attributeOf, type Markdown } from './markdown.ts'
import type { Page } from './page.ts'

/** Where the translations of a page differ in what must be the same. Each is compared with the form that most of them have. */
export function checkParity(pages: readonly Page[]): Finding[] {
  const names = [...new Set(pages.map(({ name }) => name))]
  return names.flatMap((name) => {
    const translations = pages.filter(page => page.name === name)
    return aspects.flatMap(aspect => aspectFindings(translations, aspect))
  })
}

type Mark = { mark: string, line: number }

/** Something that is a sequence in every page; undefined where the page does not tell. */
type Aspect = { what: string, of: (page: Page) => Mark[] | undefined }

const aspects: readonly Aspect[] = [
  {
    what: 'source',
    of: ({ frontMatter, yaml }) => frontMatter?.sources.map((mark, index) => ({ mark, line: yaml.lineOf(['sources', index]) })),
  },
  { what: 'heading', of: ({ markdown }) => markdown.headings.map(({ level, line }) => ({ mark: `of level ${level}`, line })) },
  {
    what: 'list item',
    of: ({ markdown }) => markdown.items.map(({ line }) => ({ mark: `in section ${sectionOf(markdown, line)}`, line })),
  },
  {
    what: 'component',
    of: ({ markdown }) => markdown.components
      .map(({ name, attributes, line }) => ({ mark: [name, attributeOf(attributes, 'key') ?? []].flat().join(' '), line })),
  },
  { what: 'link', of: ({ markdown }) => markdown.links.map(({ href, line }) => ({ mark: href.replace(/^\/\w+/, '') || '/', line })) },
]

/** Counts from 0, the part before the first heading. */
function sectionOf({ headings }: Markdown, line: number): number {
  return headings.filter(heading => heading.line < line).length
}

function aspectFindings(translations: readonly Page[], { what, of }: Aspect): Finding[] {
  const sequences = translations.flatMap((page) => {
    const marks = of(page)
    return marks ? [{ page, marks, text: marks.map(({ mark }) => mark).join('\n') }] : []
  })
  const votes = (text: string): number => sequences.filter(other => other.text === text).length
  const model = sequences.toSorted((a, b) => votes(b.text) - votes(a.text))[0]
  if (!model) return []
  return sequences.filter(({ text }) => text !== model.text).map(({ page, marks }) => difference(what, { page, marks }, model))
}

/** The first place where two sequences part. */
function difference(what: string, own: { page: Page, marks: Mark[] }, model: { page: Page, marks: Mark[] }): Finding {
  const length = Math.max(own.marks.length, model.marks.length)
  const index = Array.from({ length }).findIndex((_, at) => own.marks[at]?.mark !== model.marks[at]?.mark)
  const here = own.marks[index]
  const there = model.marks[index]
  const line = here?.line ?? own.marks.at(-1)?.line ?? own.page.markdown.bodyLine
  const expected = there ? `“${there.mark}” in ${model.page.file}:${there.line}` : `not in ${model.page.file}`
  return errorAt(
    'parity', own.page.file, line,
    `${what} ${index + 1} is ${here ? `“${here.mark}”` : 'missing'}, but ${expected}`,
    'give all translations the same structure',
  )
}
