import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { scanMarkdown } from '../../../../tools/check/page.ts'

describe('scanMarkdown', () => {
  const markdown = scanMarkdown(`Text with a [link
over two lines](/ru/steps).

## Heading

- one :channel{key=a}
- (:channel{key="b"})
1. three

::ways
- four
::

::quick-contact
::
`, 10)

  it('finds headings, items and links with their places', () => {
    expect(markdown.headings).toEqual([{ level: 2, line: 13, column: 1 }])
    expect(markdown.items.map(({ line }) => line)).toEqual([15, 16, 17, 20])
    expect(markdown.links).toEqual([{ text: 'link\nover two lines', href: '/ru/steps', line: 10, column: 13 }])
    expect(markdown.refused).toEqual([])
  })

  it('finds components as they are rendered', () => {
    expect(markdown.components.map(({ name, attributes, form, hasContent, line }) => [name, attributes, form, hasContent, line])).toEqual([
      ['channel', { key: 'a' }, 'inline', false, 15],
      ['channel', { key: 'b' }, 'inline', false, 16],
      ['ways', {}, 'block', true, 19],
      ['quick-contact', {}, 'block', false, 23],
    ])
    expect(scanMarkdown('at 10:30, a:b, https://x, note: this', 1).components).toEqual([])
    expect(scanMarkdown('this is :one, *:two*', 1).components.map(({ name }) => name)).toEqual(['one', 'two'])
    expect(scanMarkdown('::a\n\n::b\nx\n::\n', 1).components.map(({ name, form, within }) => [name, form, within])).toEqual([['a', 'open', []], ['b', 'block', ['a']]])
  })

  it('says which sign the renderer cannot read', () => {
    expect(scanMarkdown('a\n\n{{\n', 10).signs).toEqual([{ text: '{{', line: 12, column: 1 }])
  })

  it.each([
    ['html', '<br>'], ['html', '<!-- x -->'], ['image', '![x](/x.png)'], ['link-definition', '[a]: /x'], ['link-title', '[a](/x "b")'], ['address', '<https://x.org>'],
    ['code-block', '```\ncode'], ['code-block', '    code'], ['code-block', '- a\n\n      code'], ['table', '| a | b |'], ['table', '| a |\n|---|\n| b |'],
    ['title', '# Title'], ['title', 'Title\n====='], ['underlined-heading', 'Title\n---'], ['line', 'a\n\n***'], ['line-break', 'a  \nb'], ['line-break', 'a\\\nb'],
    ['block-quote', '> 300'], ['struck', '~~a~~'], ['struck', '~a~'], ['footnote', 'a[^1]\n\n[^1]: b'], ['task', '- [ ] a'], ['list-number', '2022. a'],
    ['entity', 'a&nbsp;b'], ['entity', '`&#43;`'], ['binding', '{{ x }}'], ['settings', '::notice\n---\nhidden: true\n---\na\n::'], ['slot', '::notice\n#other\na\n::'],
  ])('refuses %s: %j', (what, text) => expect(scanMarkdown(text, 1).refused.map(({ what }) => what)).toContain(what))

  it.each([
    ['[sic]', ['[sic]']], ['a [b][c]', ['[b]', '[c]']], ['a {b}', ['{b}']], ['## A {dir=rtl}', ['{dir=rtl}']], ['a } b', ['}']], ['**a* b', ['*']], ['5*3*2', ['*3*']], ['a `b', ['`']],
    ['##a', ['##']], ['a ::notice', ['::notice']], ['a ~~b', ['~~']], ['a [b]{}', ['[b]']],
  ])('names the signs that %s would lose', (text, signs) => expect(scanMarkdown(text, 1).signs.map(({ text }) => text)).toEqual(signs))

  it.each([
    '\\[sic\\] \\*a\\* \\{b\\} \\`', '*a* _b_ **c**', '`a[b]{c}*`', 'a < b > c, 5 ~ 6, a_b_c', '- a\n  - b\n\n1) c\n2) d', '[a]{lang="ru"}', '[**a**](/x)', 'C# и №1',
  ])('leaves %j alone', (text) => {
    expect(scanMarkdown(text, 1)).toMatchObject({ refused: [], signs: [], emoji: [] })
  })

  it('names what would become an emoji, escaped or not', () => {
    expect(['10:100:5', 'a :smile: b', ':+1:', '10\\:100\\:5', '6:30:100:5'].map(text => scanMarkdown(text, 1).emoji.map(({ text }) => text)))
      .toEqual([[':100:'], [':smile:'], [':+1:'], [':100:'], [':100:']])
    expect(scanMarkdown('06:30:15, 7:05:, a: b: c, `:100:`', 1).emoji).toEqual([])
  })

  it('finds attributes wherever they stand', () => {
    expect(scanMarkdown('[a]{hidden} **b**{.skip} `c`{inert} [d](/x){aria-hidden=true} *e*{dir=rtl}', 1).attributed.map(({ of, attributes }) => [of, attributes])).toEqual([
      ['[…]', { hidden: true }], [undefined, { class: 'skip' }], [undefined, { inert: true }], [undefined, { 'aria-hidden': 'true' }], [undefined, { dir: 'rtl' }],
    ])
  })

  it('reads with the parser that renders', () => {
    const own = createRequire(import.meta.url)
    const renderer = createRequire(own.resolve('@nuxtjs/mdc'))
    for (const name of ['unified', 'remark-parse', 'remark-mdc', 'remark-gfm']) expect(renderer.resolve(name)).toBe(own.resolve(name))
  })
})
