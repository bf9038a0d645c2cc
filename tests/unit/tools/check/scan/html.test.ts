import { describe, expect, it } from 'vitest'
import { readHtml } from '../../../../../tools/check/scan/html.ts'
import { findContacts } from '../../../../../tools/check/scan/scan.ts'

function contacts(html: string): string[] {
  return findContacts(readHtml(html).text).map(({ kind }) => kind)
}

describe('readHtml', () => {
  it('puts together what inline tags divide, and divides blocks', () => {
    expect(contacts('<p>+380 <b>44 123</b><i> 45 68</i></p>')).toEqual(['phone'])
    expect(contacts('<td>1 230</td><td>1 200</td><td>30</td><td>40</td>')).toEqual([])
  })

  it('decodes entities', () => {
    expect(contacts('<p>&#43;380&nbsp;44&#x20;123 45 68, &commat;some_other</p>')).toEqual(['phone', 'handle'])
    expect(readHtml('<a title="a &amp;amp; &#39;b&#39;">x</a>').attributes).toEqual([{ element: 'a', name: 'title', value: 'a &amp; \'b\'', line: 1, column: 1 }])
  })

  it('reads titles, comments, scripts and the texts of a stylesheet', () => {
    expect(contacts('<title>+380441234568</title>')).toEqual(['phone'])
    expect(contacts('<!-- +380441234568 -->')).toEqual(['phone'])
    expect(contacts('<script>call("+380441234568")</script>')).toEqual(['phone'])
    expect(contacts('<style>p::after{content:"\\2b 380441234568"}</style>')).toEqual(['phone'])
    expect(contacts('<style>p{margin:0 0 100 0;transition:opacity 0.25s 1.5s;color:#123456}</style>')).toEqual([])
  })

  it('knows the place of a text and of an attribute', () => {
    const page = readHtml('<p>one</p>\n<p>two\n+380441234568</p>\n<img\nalt="x>y">')
    expect(page.placeAt(page.text.indexOf('+'))).toEqual({ line: 3, column: 1 })
    expect(page.attributes).toEqual([{ element: 'img', name: 'alt', value: 'x>y', line: 4, column: 1 }])
  })
})
