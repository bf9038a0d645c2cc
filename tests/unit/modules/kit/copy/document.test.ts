import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { copyDocument, type CopyLanguage } from '../../../../../modules/kit/copy/document.ts'

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
