import { expect, it } from 'vitest'
import { html, htmlDocument, htmlPieces } from '../../../../tools/report/html.ts'
import { formatDigits } from '../../../../tools/preview/format-digits.ts'
import { formatHtml as formatPreview } from '../../../../tools/preview/format-html.ts'
import { localeCodes } from '../../../../shared/locales.ts'

const hostile = '<meta http-equiv=refresh content="0;url=//x.example">\'"><img src=x>&amp;'
const escaped = '&lt;meta http-equiv=refresh content=&quot;0;url=//x.example&quot;&gt;\'&quot;&gt;&lt;img src=x&gt;&amp;amp;'

it('html escapes every value but what is HTML already', () => {
  expect(html`<p title="${hostile}">${[html`<b>${hostile}</b>`, html`${1}`]}${undefined}</p>`.source).toBe(`<p title="${escaped}"><b>${escaped}</b>1</p>`)
  expect(htmlPieces([{ text: hostile, kind: 'removed' }, { text: hostile, kind: 'added' }, { text: hostile, kind: 'same' }]).source)
    .toBe(`<del>${escaped}</del><ins>${escaped}</ins>${escaped}`)
})

it.each(localeCodes)('the preview in %s shows names, addresses and values as they are', (locale) => {
  const page = { path: `/fr/${hostile}`, locale: 'fr', name: hostile, state: 'changed' } as const
  const report = formatPreview({
    pages: [{ ...page, texts: [[{ text: hostile, kind: 'added' }]] }, { ...page, locale: 'en', path: `/en/${hostile}`, texts: [] }],
    repeated: [{ ...page, texts: [] }],
    framed: [{ ...page, texts: [] }],
    channels: [
      { key: hostile, before: hostile, after: `${hostile}<`, fields: [{ field: hostile, before: hostile, after: hostile }] },
      { key: 'x', before: null, after: hostile, fields: [] },
    ],
    pictures: new Map([[`/fr/${hostile}`, { before: 'data:image/png;base64,AAAA', after: 'data:image/png;base64,BBBB' }]]),
    from: hostile,
  }, locale)
  expect(strange(report)).toEqual([])
  expect(report).toContain(`<h2>${escaped}</h2>`)
  expect(report).toContain(`<code>/fr/${escaped}</code>`)
  expect(report).toContain('<span class="digits">&lt;meta')
  expect(report.match(/<img /g)).toHaveLength(4)
})

it.each(localeCodes)('a document in %s shows its title as it is', (locale) => {
  const report = htmlDocument(locale, hostile, [])
  expect(strange(report)).toEqual([])
  expect(report).toContain(`<title>${escaped}</title>`)
  expect(formatDigits(hostile, null, locale).map(({ source }) => source).join('')).not.toContain('<meta')
})

/** The tags that a name has brought in. */
function strange(report: string): string[] {
  return report.match(/<(?:meta http-equiv=refresh|img src=x)[^>]*>/g) ?? []
}
