import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { copyDocument, factsOf, makeCopies, toSection, type CopyLanguage } from '../../../modules/copies.ts'
import { localeCodes } from '../../../shared/locales.ts'
import { pagePath } from '../../../shared/paths.ts'

const root = join(import.meta.dirname, '../../..')

it('leads to pages of its own language alone: the newer version of a page that is behind stays a name', () => {
  const published = mkdtempSync(join(tmpdir(), 'published-'))
  onTestFinished(() => rmSync(published, { recursive: true }))
  for (const locale of localeCodes) {
    for (const page of ['index', 'steps']) {
      const folder = join(published, pagePath(locale, page))
      mkdirSync(folder, { recursive: true })
      const body = `<p><a href="/${locale}/steps">own</a> <a href="/uk/steps" lang="uk">Українська</a></p>`
      writeFileSync(join(folder, 'index.html'), `<style>p{}</style><nav>menu</nav><article><h1>${page}</h1>${body}</article><footer><nav>menu</nav><p>foot</p></footer>`)
    }
  }
  const copies = makeCopies(root, published, ['index', 'steps'])
  expect([...copies.keys()]).toEqual(['info-ru.html', 'info-uk.html', 'info-fr.html', 'info-en.html', 'info.html'])
  expect(copies.get('info-fr.html')).toContain('<p><a href="#fr-steps">own</a> Українська</p>')
  expect(copies.get('info-fr.html')).toContain('<div class="foot"><p>foot</p></div>')
  expect(copies.get('info-uk.html')).toContain('<p><a href="#uk-steps">own</a> <a href="#uk-steps">Українська</a></p>')
})

const options = {
  depth: 1,
  validUntil: (day: string) => `(until ${day})`,
  idOf: (path: string) => path === '/en/steps' ? 'en-steps' : undefined,
}

function convert(body: string): string {
  return toSection('risks', `<body><main><article><h1>Risks</h1>${body}</article></main></body>`, options).html
}

describe('toSection', () => {
  it('takes the title and what follows it', () => {
    expect(toSection('risks', '<p>x</p><article><h1>Risks</h1><p>text</p></article><footer>y</footer>', options))
      .toEqual({ page: 'risks', title: 'Risks', html: '<p>text</p>' })
  })

  it('throws for a page without an article', () => {
    expect(() => toSection('risks', '<p>text</p>', options)).toThrow('risks')
  })

  it('leads to its own sections and makes text of every other link', () => {
    expect(convert('<a href="/en/steps">steps</a> <a href="/en/visits">visits</a> <a class="button" href="tel:+380441234567"><b>number</b></a>'))
      .toBe('<a href="#en-steps">steps</a> visits <b>number</b>')
  })

  it('writes of the address of a source only the host, without words that accuse', () => {
    expect(convert('<section class="sources"><h2>Sources</h2><ul>'
      + '<li><a href="https://www.example.org/how-to-surrender" hreflang="en" rel="noreferrer"><cite>A</cite></a> (2022) </li><li><cite>B</cite></li></ul></section>'))
      .toBe('<section class="sources"><h3>Sources</h3><ul><li><cite>A</cite> (2022)  <small>example.org</small></li>'
        + '<li><cite>B</cite></li></ul></section>')
  })

  it('writes the host of a source that no list has where it is named', () => {
    expect(convert('<p>(<a href="https://example.org/b" hreflang="en"><cite>B</cite></a>)</p>')).toBe('<p>(<cite>B</cite> <small>example.org</small>)</p>')
  })

  it('has no warning before links that it does not have', () => {
    expect(convert('<p class="leaving">Links lead away.</p><ul><li>x</li></ul>')).toBe('<ul><li>x</li></ul>')
  })

  it('has the words for a file, not those for the site and its copies', () => {
    expect(convert('<!--only:site--><p>Press exit.</p><!--only-end--><!--only:copy file--><p>Nobody knows.</p><!--only-end--><!--only:copy--><p>x</p><!--only-end-->'))
      .toBe('<p>Nobody knows.</p>')
  })

  it('says until when a confirmation counts, since a file does not know the day', () => {
    expect(convert('<!--valid-until:2027-02-22--><a href="tel:+380441234567">number</a><!--valid-else--><b>old</b><!--valid-end-->'))
      .toBe('number (until 2027-02-22)')
  })

  it('says of a contact whose confirmation had run out before the release that it is not confirmed', () => {
    const body = '<!--valid-until:2027-02-22--><b>new</b><!--valid-else--><b>old</b><!--valid-end-->'
    const section = (released: string) => toSection('risks', `<article><h1>Risks</h1>${body}</article>`, { ...options, released }).html
    expect(section('2027-02-22')).toBe('<b>new</b> (until 2027-02-22)')
    expect(section('2027-02-23')).toBe('<b>old</b>')
  })

  it('moves headings down and takes their ids, of which two pages may have the same', () => {
    expect(convert('<h2 id="x">A</h2><h3>B</h3>')).toBe('<h3>A</h3><h4>B</h4>')
  })
})

function language(locale: 'ru' | 'en', name: string): CopyLanguage {
  return { locale, name, words: key => `${locale} ${key}`, foot: '<p>foot</p>', sections: [{ page: 'steps', title: 'Steps', html: '<p>text</p>' }] }
}

describe('copyDocument', () => {
  it('admits its one style and nothing else', () => {
    const html = copyDocument([language('en', 'English')], 'p{margin:0}')
    const hash = createHash('sha256').update('p{margin:0}').digest('base64')
    expect(html).toContain(`content="default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'"`)
    expect(html.match(/<style>/g)).toHaveLength(1)
  })

  it('opens every section of one language, so that all is printed', () => {
    const html = copyDocument([language('en', 'English')], '')
    expect(html).toContain('<html lang="en">')
    expect(html).toContain('<details open id="en-steps"><summary><h2>Steps</h2></summary><p>text</p></details>')
    expect(html).toContain('href="#en-steps"')
  })

  it('lets one language of several be open at a time', () => {
    const html = copyDocument([language('ru', 'Русский'), language('en', 'English')], '')
    expect(html.match(/<details name="language" id="\w\w" lang="\w\w">/g)).toEqual([
      '<details name="language" id="ru" lang="ru">',
      '<details name="language" id="en" lang="en">',
    ])
    expect(html).toContain('<details open id="en-steps"><summary><h3>Steps</h3></summary>')
  })
})

describe('factsOf', () => {
  const text = 'é'.repeat(700)
  const facts = factsOf(new Map([['info.html', text]]), 'en')

  it('tells kilobytes, rounded up, and the hash of the bytes', () => {
    expect(facts('size', 'info.html')).toBe('2')
    expect(facts('sha256', 'info.html')).toBe(createHash('sha256').update(Buffer.from(text)).digest('hex'))
  })

  it('throws for a file that was not made', () => {
    expect(() => facts('size', 'info-xx.html')).toThrow('info-xx.html')
  })
})
