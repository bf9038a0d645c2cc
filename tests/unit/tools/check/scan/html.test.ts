import { describe, expect, it } from 'vitest'
import { readHtml } from '../../../../../tools/check/scan/html.ts'
import { findContacts, inlineBorder } from '../../../../../tools/check/scan/scan.ts'

/** What is found in a page, without the marks of tags. */
function contacts(html: string): string[] {
  return findContacts(readHtml(html).text).map(({ kind, text }) => `${kind} ${text.replaceAll(inlineBorder, '')}`)
}

describe('readHtml', () => {
  it.each('a abbr b bdi bdo cite code data del dfn em i ins kbd mark q s samp small span strong sub sup time u var wbr'.split(' '))('puts together what <%s> divides', (tag) => {
    expect(contacts(`<p>044 1<${tag}>23</${tag}>4568</p>`)).toEqual(['phone 044 1234568'])
  })

  it.each('p div li td th h2 br hr dt dd section svg text title option'.split(' '))('divides at <%s>', (tag) => {
    expect(contacts(`<p>044 1<${tag}>23</${tag}>4568</p>`)).toEqual([])
  })

  it('divides neither at the line feeds of the source nor at spaces', () => {
    expect(contacts('<p>0441\n\t 23<b>\r\n</b>4568</p>')).toEqual(['phone 0441 \t 23  4568'])
    expect(contacts('<p>t.me/\nwhoever</p>')).toEqual(['link t.me/ whoever'])
  })

  it.each(Object.entries({
    '&#43;': '+', '&#x2B;': '+', '&#X2b': '+', '&plus;': '+', '&lpar;': '(', '&rpar;': ')', '&period;': '.', '&sol;': '/', '&colon;': ':', '&lowbar;': '_',
    '&hyphen;': '‐', '&dash;': '‐', '&ndash;': '–', '&mdash;': '—', '&nbsp;': '\u00A0', '&ensp;': '\u2002', '&emsp;': '\u2003', '&thinsp;': '\u2009',
    '&Tab;': '\t', '&NewLine;': ' ', '&shy;': '\u00AD', '&zwnj;': '\u200C', '&zwj;': '\u200D', '&bsol;': '\\', '&apos;': '\'',
  }))('decodes %s', (entity, sign) => {
    expect(readHtml(`<p>${entity}</p>`).text).toBe(`\n${sign}\n`)
    expect(readHtml(`<p title="${entity}">`).attributes[0]?.value).toBe(sign === ' ' ? '\n' : sign)
  })

  it('decodes entities once', () => {
    expect(contacts('<p>&#43;380&nbsp;44&#x20;123 45 68, &commat;some_other</p>')).toEqual(['phone +380\u00A044 123 45 68', 'handle @some_other'])
    expect(readHtml('<a title="a &amp;amp; &#39;b&#39; &quot;&lt;&gt; &unknown;">x</a>').attributes)
      .toEqual([{ element: 'a', name: 'title', value: 'a &amp; \'b\' "<> &unknown;', line: 1, column: 1 }])
    expect(readHtml('&#x110000;&#1114112;').text).toBe('\uFFFD\uFFFD')
  })

  it.each([
    ['a title', '<title>+380441234568</title>', '+380441234568'],
    ['a comment', '<!-- +380441234568 -->', '+380441234568'],
    ['a script', '<script type="x">call("+380441234568")</script>', '+380441234568'],
    ['a text of a stylesheet', '<style>p::after{content:"\\2b 380441234568"}</style>', '+380441234568'],
    ['a text of a stylesheet in single quotes', '<style>p::after{content:\'\\00002B380441234568\'}</style>', '+380441234568'],
    ['cells whose tags are upper case', '<TD>1 230</TD><TD>+380441234568</TD>', '+380441234568'],
  ])('reads %s', (_what, html, number) => expect(contacts(html)).toEqual([`phone ${number}`]))

  it.each([
    ['cells', '<td>1 230</td><td>1 200</td><td>30</td><td>40</td>'],
    ['the rules of a stylesheet', '<style>p{margin:0 0 100 0;transition:opacity 0.25s 1.5s;color:#123456}</style>'],
    ['what stands behind a comment', '<!--044-->1234568'],
    ['values of attributes', '<p title="a>0441234568">b</p>'],
  ])('finds nothing in %s', (_what, html) => expect(contacts(html)).toEqual([]))

  it('knows the place of a text and of an attribute', () => {
    const page = readHtml('<p>one</p>\n<p>two\n+380441234568</p>\n<img\nalt="x>y">')
    expect(page.placeAt(page.text.indexOf('+'))).toEqual({ line: 3, column: 1 })
    expect(page.attributes).toEqual([{ element: 'img', name: 'alt', value: 'x>y', line: 4, column: 1 }])
  })
})
