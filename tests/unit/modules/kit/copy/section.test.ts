import { describe, expect, it } from 'vitest'
import { toSection } from '../../../../../modules/kit/copy/section.ts'

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
      + '<li><a href="https://www.example.org/how-to-surrender" rel="noreferrer"><cite>A</cite></a> (2022) </li><li><cite>B</cite></li></ul></section>'))
      .toBe('<section class="sources"><h3>Sources</h3><ul><li><cite>A</cite> (2022)  <small>example.org</small></li>'
        + '<li><cite>B</cite></li></ul></section>')
  })

  it('writes the host of a source that no list has where it is named', () => {
    expect(convert('<p>(<a href="https://example.org/b"><cite>B</cite></a>)</p>')).toBe('<p>(<cite>B</cite> <small>example.org</small>)</p>')
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
