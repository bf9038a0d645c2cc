import { errorAt, type Finding } from '../../shared/content/finding.ts'
import { attributeOf, type Line, type Markdown } from './markdown.ts'
import type { Page } from './page.ts'

/** Where the translations of a page differ in what must be the same. Each is compared with the first locale that has the page. */
export function checkParity(pages: readonly Page[]): Finding[] {
  return pages.flatMap((page) => {
    const first = pages.find(({ name }) => name === page.name)
    return first && first !== page ? [...sources(page, first), ...aspects.flatMap(aspect => differences(page, first, aspect))] : []
  })
}

type Aspect = { what: string, of: (markdown: Markdown) => (Line & { mark: string })[] }

const aspects: readonly Aspect[] = [
  { what: 'heading', of: ({ headings }) => headings.map(({ level, line }) => ({ mark: '#'.repeat(level), line })) },
  { what: 'list item', of: ({ items }) => items.map(({ line }) => ({ mark: '-', line })) },
  { what: 'component', of: ({ components }) => components.map(({ name, attributes, line }) => ({ mark: [name, attributeOf(attributes, 'key') ?? []].flat().join(' '), line })) },
  { what: 'link', of: ({ links }) => links.map(({ href, line }) => ({ mark: href.replace(/^\/\w+/, ''), line })) },
]

/** One finding an aspect: the first place where the two sequences part. */
function differences(page: Page, first: Page, { what, of }: Aspect): Finding[] {
  const own = of(page.markdown)
  const expected = of(first.markdown)
  const index = Array.from({ length: Math.max(own.length, expected.length) }).findIndex((_, at) => own[at]?.mark !== expected[at]?.mark)
  if (index < 0) return []
  const line = own[index]?.line ?? own.at(-1)?.line ?? page.markdown.bodyLine
  const counts = own.length === expected.length
    ? `${what} ${index + 1} is “${own[index]?.mark}”, in ${first.file}:${expected[index]?.line} it is “${expected[index]?.mark}”`
    : `${own.length} ${what}s, in ${first.file} ${expected.length}; they part at number ${index + 1}`
  return [errorAt('parity', page.file, line, counts, 'give both pages the same structure')]
}

function sources(page: Page, first: Page): Finding[] {
  const own = page.frontMatter?.sources.join(', ')
  const expected = first.frontMatter?.sources.join(', ')
  if (own === undefined || expected === undefined || own === expected) return []
  return [errorAt('parity', page.file, page.yaml.lineOf(['sources']), `the list of sources is not that of ${first.file}`, `write: ${expected}`)]
}
