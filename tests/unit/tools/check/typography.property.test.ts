import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localeCodes, type Locale } from '../../../../shared/locales.ts'
import { parsePage } from '../../../../tools/check/page.ts'
import { mendTypography } from '../../../../tools/check/typography.ts'

const root = join(import.meta.dirname, '../../../../..')

/** Pieces of which people make texts, the right and the wrong ones. */
const piece = fc.constantFrom(
  'слово', 'п\'ять', 'п’ять', 'd\'abord', 'l’armée', 'it\'s', 'word', 'A', '7', '40 157', '48 000 000', '2022-2023', '17.12.2022', '10:30', '95 %', '№ 5',
  ' ', ' ', ' ', '  ', '\u00A0', '\u202F', '\n', '\n\n', '\n- ', '\n\n1. ', '\n\n## ', '\n\n::notice\n', '\n::\n\n',
  '"', '“', '”', '„', '«', '»', '‘', '\'', '-', ' - ', ' -- ', ' – ', ' — ', '—', '.', ',', ' ,', ':', ' :', ';', ' ;', '!', ' !', '?', ' ?', '?!', '…', '(', ')',
  '**', '*', '`a "b" - c`', '[a - "b"](/ru/steps)', '[«Хочу - "жить"»]{lang="ru"}', ':channel{key=bot}', ':channel{key="bot"}', '\\*', '\\"', '{',
)

const body = fc.array(piece, { maxLength: 40 }).map(pieces => pieces.join(''))

const locale = fc.constantFrom(...localeCodes)

function pageOf(body: string): string {
  return `---\ntitle: "Текст - \\"a\\""\ndescription: "It's - \u00A0x"\nreviewed: "2026-11-20"\nnext:\n  - steps\n---\n${body}`
}

function mend(text: string, locale: Locale): string {
  return mendTypography(`content/${locale}/x.md`, text)
}

/** Everything of a page but its spaces, quotation marks, apostrophes and dashes. */
function substance(text: string): string {
  return text.replace(/[\s\u00A0\u202F"“”„«»‘’'ʼ´–—-]/g, '')
}

/** What the other rules read from a page, without places. */
function facts(text: string, locale: Locale) {
  const { headings, links, components, items } = parsePage(text, { file: 'x.md', locale, name: 'x' }).markdown
  return {
    headings: headings.map(({ level }) => level),
    links: links.map(({ href }) => href),
    components: components.map(({ name, attributes }) => [name, attributes]),
    items: items.length,
    code: text.match(/`[^`]+`/g),
    words: text.match(/[\p{L}\p{N}]+/gu),
  }
}

const runs = 500

describe('mendTypography', { timeout: 60_000 }, () => {
  it('changes nothing more when it is run again', () => {
    fc.assert(fc.property(body, locale, (body, locale) => {
      const once = mend(pageOf(body), locale)
      expect(mend(once, locale)).toBe(once)
    }), { numRuns: runs })
  })

  it('leaves words, numbers, links, components, code and structure as they are', () => {
    fc.assert(fc.property(body, locale, (body, locale) => {
      const text = pageOf(body)
      const mended = mend(text, locale)
      expect(substance(mended)).toBe(substance(text))
      expect(facts(mended, locale)).toEqual(facts(text, locale))
    }), { numRuns: runs })
  })

  it('leaves the front matter that machines read', () => {
    fc.assert(fc.property(body, locale, (body, locale) => {
      expect(mend(pageOf(body), locale)).toContain('\nreviewed: "2026-11-20"\nnext:\n  - steps\n---\n')
    }))
  })

  it.each(globSync('content/*/*.md', { cwd: root }))('mends what was spoilt in %s', (file) => {
    const text = readFileSync(join(root, file), 'utf8')
    const mended = mendTypography(file, text)
    const spoilt = mended.replaceAll('\u202F', ' ').replaceAll('\u00A0—', ' —')
    expect(mendTypography(file, spoilt)).toBe(mended)
  })
})
