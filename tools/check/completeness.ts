import { errorAt, type Finding } from '../../shared/content/finding.ts'
import { localeCodes } from '../../shared/locales.ts'
import type { Site } from './site.ts'

/** Pages that a locale lacks, pages that the menu lacks, and entries of the menu without a page. */
export function checkCompleteness({ content: { menu }, pages, texts }: Pick<Site, 'content' | 'pages' | 'texts'>): Finding[] {
  const names = [...new Set(pages.map(({ name }) => name))]
  const listed = new Set(menu.map(({ page }) => page))
  return [
    ...names.flatMap(name => localeCodes
      .filter(locale => !pages.some(page => page.name === name && page.locale === locale))
      .map(locale => errorAt(
        'page-missing', `content/${locale}/${name}.md`, 1,
        'this page is missing; other locales have it',
        'translate it',
      ))),
    ...names.filter(name => !listed.has(name)).flatMap(name => pages.filter(page => page.name === name)
      .map(({ file }) => errorAt('page-not-in-menu', file, 1, 'no entry of content/menu.yml leads to this page', 'add one'))),
    ...menu.filter(({ page }) => !names.includes(page))
      .map(({ page }) => errorAt(
        'menu-without-page', 'content/menu.yml', lineOf(texts, page),
        `the menu leads to the page "${page}", which does not exist`,
        `write content/<locale>/${page}.md, or remove the entry`,
      )),
  ]
}

/** The line of a page in the menu. */
function lineOf(texts: Site['texts'], page: string): number {
  const lines = texts.find(({ file }) => file === 'content/menu.yml')?.text.split('\n') ?? []
  return lines.findIndex(line => line.includes(`"${page}"`)) + 1 || 1
}
