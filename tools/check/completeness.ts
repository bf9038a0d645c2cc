import { fileStart, finding, type Finding } from '../../shared/content/finding.ts'
import { localeCodes } from '../../shared/locales.ts'
import type { Site } from './site.ts'

const menuFile = 'content/menu.yml'

/** Pages that a locale lacks, pages that the menu lacks, and entries of the menu without a page. */
export function checkCompleteness({ content: { menu, files }, pages }: Pick<Site, 'content' | 'pages'>): Finding[] {
  const names = [...new Set(pages.map(({ name }) => name))]
  const listed = new Set(menu.map(({ page }) => page))
  const yaml = files.find(({ file }) => file === menuFile)?.yaml
  return [
    ...names.flatMap(name => localeCodes
      .filter(locale => !pages.some(page => page.name === name && page.locale === locale))
      .map(locale => finding('page-missing', `content/${locale}/${name}.md`, fileStart))),
    ...pages.filter(({ name }) => !listed.has(name)).map(({ file }) => finding('page-not-in-menu', file, fileStart)),
    ...menu.flatMap(({ page }, index) => names.includes(page)
      ? []
      : [finding('menu-without-page', menuFile, yaml?.placeOf(['pages', index, 'page']) ?? fileStart, { page })]),
  ]
}
