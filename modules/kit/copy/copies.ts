import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatDate } from '../../../shared/format.ts'
import { locales, type Locale } from '../../../shared/locales.ts'
import { pagePath, parsePath, separatePages } from '../../../shared/paths.ts'
import { copyDocument, sectionId, type CopyLanguage } from './document.ts'
import { readWords } from './messages.ts'
import { toSection } from './section.ts'

/**
 * Makes the copies to keep from the prerendered pages.
 *
 * @param root the project, for its messages and the style of copies
 * @param published the folder of the prerendered pages
 * @param pages the names of the pages in the order of the menu
 * @param released the day of the release, `YYYY-MM-DD`, where there is one
 * @returns the text of each file by its name, the one with all languages last; the names tell nothing about what is inside
 */
export function makeCopies(root: string, published: string, pages: readonly string[], released?: string): Map<string, string> {
  const kept = pages.filter(page => !separatePages.includes(page))
  const css = pageStyle(readPage(published, pagePath('ru', 'index'))) + readFileSync(join(root, 'assets/copy.css'), 'utf8')
  const language = (code: Locale, name: string, depth: number): CopyLanguage => readLanguage({ root, published, pages: kept, released }, code, name, depth)
  return new Map([
    ...locales.map(({ code, name }): [string, string] => [`info-${code}.html`, copyDocument([language(code, name, 1)], css)]),
    ['info.html', copyDocument(locales.map(({ code, name }) => language(code, name, 2)), css)],
  ])
}

type Origin = { root: string, published: string, pages: readonly string[], released: string | undefined }

function readLanguage({ root, published, pages, released }: Origin, locale: Locale, name: string, depth: number): CopyLanguage {
  const words = readWords(root, locale)
  const idOf = (path: string): string | undefined => {
    const { locale: target, page } = parsePath(path)
    // A page that is behind leads to another language, which this file may not hold.
    return target === locale && pages.includes(page) ? sectionId(locale, page) : undefined
  }
  const validUntil = (day: string): string => `<span class="state">${words('copy.valid_until', { date: formatDate(day, locale) })}</span>`
  const htmls = pages.map(page => readPage(published, pagePath(locale, page)))
  return {
    locale,
    name,
    words,
    foot: footOf(htmls[0] ?? ''),
    sections: pages.map((page, index) => toSection(page, htmls[index] ?? '', { depth, released, validUntil, idOf })),
  }
}

function readPage(published: string, path: string): string {
  const file = join(published, path, 'index.html')
  if (!existsSync(file)) throw new Error(`there is no page ${path} in ${published}`)
  return readFileSync(file, 'utf8')
}

function pageStyle(html: string): string {
  return /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ''
}

/** Who publishes the site, that it is not the official one, and the licence; not the menu. */
function footOf(html: string): string {
  return (/<footer[^>]*>([\s\S]*)<\/footer>/.exec(html)?.[1] ?? '').replace(/<nav[\s\S]*?<\/nav>/, '')
}
