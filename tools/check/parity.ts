import { finding, type Finding, type Place } from '../../shared/content/finding.ts'
import type { Term } from '../../shared/content/messages/messages.ts'
import type { Markdown } from './markdown.ts'
import type { Page } from './page.ts'

/** Where the translations of a page differ in what must be the same. Each is compared with the form that most of them have. */
export function checkParity(pages: readonly Page[]): Finding[] {
  const names = [...new Set(pages.map(({ name }) => name))]
  return names.flatMap((name) => {
    const translations = pages.filter(page => page.name === name)
    return aspects.flatMap(aspect => aspectFindings(translations, aspect))
  })
}

type Mark = { mark: string, place: Place }

/** Something that is a sequence in every page; undefined where the page does not tell. */
type Aspect = { what: Term, of: (page: Page) => Mark[] | undefined }

const aspects: readonly Aspect[] = [
  {
    what: 'source',
    of: ({ frontMatter, yaml }) => frontMatter?.sources.map((mark, index) => ({ mark, place: yaml.placeOf(['sources', index]) })),
  },
  { what: 'heading', of: ({ markdown }) => markdown.headings.map(({ level, ...place }) => ({ mark: '#'.repeat(level), place })) },
  {
    what: 'list-item',
    of: ({ markdown }) => markdown.items.map(place => ({ mark: `§ ${sectionOf(markdown, place)}`, place })),
  },
  {
    what: 'component',
    of: ({ markdown }) => markdown.components
      .map(({ name, attributes, ...place }) => ({ mark: [name, attributes.key ?? attributes.where ?? []].flat().join(' '), place })),
  },
  { what: 'link', of: ({ markdown }) => markdown.links.map(({ href, ...place }) => ({ mark: href.replace(/^\/\w+/, '') || '/', place })) },
]

/** Counts from 0, the part before the first heading. */
function sectionOf({ headings }: Markdown, { line }: Place): number {
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
function difference(what: Term, own: { page: Page, marks: Mark[] }, model: { page: Page, marks: Mark[] }): Finding {
  const length = Math.max(own.marks.length, model.marks.length)
  const index = Array.from({ length }).findIndex((_, at) => own.marks[at]?.mark !== model.marks[at]?.mark)
  const here = own.marks[index]
  const there = model.marks[index]
  const place = here?.place ?? own.marks.at(-1)?.place ?? { line: own.page.markdown.bodyLine, column: 1 }
  const data = { what: { term: what }, number: index + 1 }
  const where = there ? `${model.page.file}:${there.place.line}` : model.page.file
  if (!here) return finding('parity-missing', own.page.file, place, { ...data, other: there?.mark ?? '', place: where })
  if (!there) return finding('parity-extra', own.page.file, place, { ...data, own: here.mark, place: where })
  return finding('parity-differs', own.page.file, place, { ...data, own: here.mark, other: there.mark, place: where })
}
