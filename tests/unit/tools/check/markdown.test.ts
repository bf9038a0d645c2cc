import { describe, expect, it } from 'vitest'
import { attributeOf, scanMarkdown } from '../../../../tools/check/markdown.ts'

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

  it('finds components as remark-mdc does', () => {
    expect(markdown.components.map(({ name, attributes, line }) => [name, attributes, line])).toEqual([
      ['channel', 'key=a', 15], ['channel', 'key="b"', 16], ['ways', '', 19], ['quick-contact', '', 23],
    ])
    expect(scanMarkdown('at 10:30, a:b, https://x, note: this', 1).components).toEqual([])
    expect(scanMarkdown('this is :one, *:two*', 1).components.map(({ name }) => name)).toEqual(['one', 'two'])
  })

  it.each(['# Title', 'Title\n=====', '| a | b |', '```\ncode', '<br>', '{{ x }}', '[a][b]'])('refuses %s', (text) => {
    expect(scanMarkdown(text, 1).refused).not.toEqual([])
  })
})

describe('attributeOf', () => {
  it('reads an attribute with and without quotes', () => {
    expect(['key=bot', 'key="bot"', 'a=b key=\'bot\'', 'monkey=bot'].map(text => attributeOf(text, 'key'))).toEqual(['bot', 'bot', 'bot', undefined])
  })
})
