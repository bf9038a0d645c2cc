import { describe, expect, it } from 'vitest'
import type { ChangedText } from '../../../../tools/preview/changes.ts'
import { formatHtml, formatSigns } from '../../../../tools/preview/format-html.ts'
import { localeCodes } from '../../../../shared/locales.ts'

const hostile = '<meta http-equiv=refresh content="0;url=//x.example">\'"><img src=x>&amp;'
const escaped = '&lt;meta http-equiv=refresh content=&quot;0;url=//x.example&quot;&gt;\'&quot;&gt;&lt;img src=x&gt;&amp;amp;'

it.each(localeCodes)('the preview in %s shows names, addresses and values as they are', (locale) => {
  const text = (field: string): ChangedText => ({ field, locale: 'fr', pieces: [{ text: hostile, kind: 'added' }] })
  const file = { name: hostile, file: hostile, locale: 'fr', state: 'changed' } as const
  const report = formatHtml({
    files: [{ ...file, texts: [text('')] }, { ...file, name: 'x', locale: undefined, texts: [text(hostile)] }],
    channels: [{ key: hostile, values: [{ field: hostile, before: hostile, after: `${hostile}<` }, { field: 'x', before: null, after: hostile }], texts: [] }],
  }, hostile, locale)
  // The tags that a name has brought in.
  expect(report).not.toMatch(/<(?:meta http-equiv=refresh|img src=x)/)
  expect(report).toContain(`<h2>${escaped}</h2>`)
  expect(report).toContain(`<th scope="row">${escaped}</th>`)
  expect(report).toContain('<span class="signs">&lt;meta')
})

describe('formatSigns', () => {
  const signsOf = (...args: Parameters<typeof formatSigns>): string => formatSigns(...args).map(({ source }) => source).join('\n')

  it('marks the signs, and tells the change in words', () => {
    const html = signsOf('+1 23', '+1 29', 'fr')
    expect(html).toContain('avant\u00A0: <span class="signs">+1 2<mark>3</mark></span>')
    expect(html).toContain('après\u00A0: <span class="signs">+1 2<mark>9</mark></span>')
    expect(html).toContain('<li>Signe 5\u00A0: 3 → 9</li>')
  })

  it('names a value that is not there, without a list of all its signs', () => {
    const html = signsOf(null, '12', 'en')
    expect(html).toContain('before: <span class="signs">none</span>')
    expect(html).not.toContain('<li>')
  })
})
