import { describe, expect, it } from 'vitest'
import { attributeOf, innerHtml, isWithin, parseHtml, replaceParts, type HtmlElement } from '../../../../shared/page/html.ts'

/** Each element of a source: its name, what stands in it, and the whole of it. */
function parts(html: string): string[][] {
  return parseHtml(html).elements.map(element => [element.name, innerHtml(html, element), html.slice(element.start, element.end)])
}

describe('parseHtml', () => {
  it('knows where elements begin and end, and what stands in them', () => {
    expect(parts('<ul>\r\n<li>a<br>b</li><LI>&amp;</LI></ul>')).toEqual([
      ['ul', '\r\n<li>a<br>b</li><LI>&amp;</LI>', '<ul>\r\n<li>a<br>b</li><LI>&amp;</LI></ul>'],
      ['li', 'a<br>b', '<li>a<br>b</li>'],
      ['br', '', '<br>'],
      ['li', '&amp;', '<LI>&amp;</LI>'],
    ])
  })

  it('closes with an element what was left open in it, and at the end whatever is', () => {
    expect(parts('<p><b>x</p></i><svg><path d="M0"/>')).toEqual([
      ['p', '<b>x', '<p><b>x</p>'], ['b', 'x', '<b>x'], ['svg', '<path d="M0"/>', '<svg><path d="M0"/>'], ['path', '', '<path d="M0"/>'],
    ])
  })

  it.each(['title', 'textarea', 'script', 'style'])('finds no tags in <%s>', name =>
    expect(parts(`<${name}><b></${name}><i></i>`).map(([element]) => element)).toEqual([name, 'i']))

  it('reads attributes as browsers do, and knows their place', () => {
    const html = '<a HREF=/x title="a &gt; b" href="/y" hidden>'
    const [link] = parseHtml(html).elements
    expect(link?.attributes.map(({ name, value, start, end }) => [name, value, html.slice(start, end)])).toEqual([
      ['href', '/x', 'HREF=/x'], ['title', 'a > b', 'title="a &gt; b"'], ['hidden', '', 'hidden'],
    ])
    expect(link && [attributeOf(link, 'title'), attributeOf(link, 'id')]).toEqual(['a > b', undefined])
  })

  it('knows what stands in what', () => {
    const [outer, inner, beside] = parseHtml('<p><b>x</b></p><i>y</i>').elements
    const holds = (one?: HtmlElement, other?: HtmlElement) => one && other && isWithin(other, one)
    expect([holds(outer, inner), holds(inner, outer), holds(outer, beside), holds(outer, outer)]).toEqual([true, false, false, false])
  })
})

describe('replaceParts', () => {
  it('replaces, inserts and cuts, whatever the order', () => {
    expect(replaceParts('abcdef', [{ start: 4, end: 5 }, { start: 0, end: 1, text: '[A]' }, { start: 2, end: 2, text: '+' }])).toBe('[A]b+cdf')
  })

  it('drops what lies in a part that goes', () => {
    expect(replaceParts('abcdef', [{ start: 2, end: 3, text: 'x' }, { start: 1, end: 4 }])).toBe('aef')
  })
})
