import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { localeCodes } from '../../shared/locales.ts'
import { separatePages } from '../../shared/paths.ts'
import { builds, root } from './places.ts'
import { ask } from './raw.ts'
import { readings } from './reading.ts'
import { expect, test } from './site.ts'
import { sitePages, type SitePage } from './sitemap.ts'

interface Words {
  /** As an editor has written it: `copy file`. */
  where: string
  /** The beginning of one of its lines, up to a link or another mark. */
  begin: string
}

/** What a page says in some places only. Lines that begin like another one of the page tell nothing. */
function wordsOf({ locale, name }: SitePage): Words[] {
  const text = readFileSync(join(root, `content/${locale}/${name}.md`), 'utf8')
  return [...text.matchAll(/^::only\{where="([a-z ]+)"\}\n([\s\S]*?)\n::$/gm)].flatMap(([, where = '', block = '']) => block.split('\n')
    .map(line => ({ where, begin: (/^(?:- |\d\. )?([^[:*\n]+)/.exec(line)?.[1] ?? '').trim() }))
    .filter(({ begin }) => begin !== '' && text.split(begin).length === 2))
}

const pages = sitePages.map(page => ({ page, words: wordsOf(page) })).filter(({ words }) => words.length > 0)

/** The words that are there though they should not be, or the other way round. */
function misplaced(text: string, words: readonly Words[], here: string): Words[] {
  return words.filter(({ where, begin }) => text.includes(begin) !== where.split(' ').includes(here))
}

for (const { where, test } of readings) {
  test(`${where} stands what is true there, and nothing else`, async ({ place }) => {
    expect(pages.length).toBeGreaterThan(0)
    for (const { page, words } of pages) {
      const { text } = await ask(place, place.pathOf(page.path))
      expect(misplaced(text, words, place.exit === 'server' ? 'site' : 'copy'), page.path).toEqual([])
      expect(text, page.path).not.toContain('<!--')
    }
  })
}

test('in the file to keep stands what is true there, and nothing else', () => {
  for (const locale of localeCodes) {
    const file = readFileSync(join(root, builds.shipped, `public/files/info-${locale}.html`), 'utf8')
    const words = pages.filter(({ page }) => page.locale === locale && !separatePages.includes(page.name)).flatMap(({ words }) => words)
    expect(words.some(({ where }) => where === 'file')).toBe(true)
    expect(misplaced(file, words, 'file')).toEqual([])
  }
})
