import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { staticCopy } from '../../../../tools/release/static-copy.ts'
import { exitForm } from '../../../e2e/requests.ts'
import { fixtureContent, pageOf, publishedSite } from './tiny-site.ts'

const expires = '2026-12-20'

function copy(changes: [string, string][] = [], end = expires) {
  const files = staticCopy(new Map([...publishedSite(fixtureContent()), ...changes.map(([file, text]): [string, Buffer] => [file, Buffer.from(text)])]), end)
  return { files, text: (file: string) => files.get(file)?.toString() ?? '' }
}

describe('staticCopy', () => {
  it('has all pages, the error page and the published files, and nothing that only a server uses', () => {
    const { files } = copy()
    expect([...files.keys()]).toEqual([
      '404.html', 'en/404.html', 'en/contact/index.html', 'en/index.html', 'en/x/index.html', 'files/info-ru.html',
      'fr/404.html', 'fr/contact/index.html', 'fr/index.html', 'fr/x/index.html', 'index.html',
      'ru/404.html', 'ru/contact/index.html', 'ru/index.html', 'ru/x/index.html',
      'uk/404.html', 'uk/contact/index.html', 'uk/index.html', 'uk/x/index.html',
    ])
  })

  it('leads from file to file, without a server that looks for an index', () => {
    const { text } = copy()
    const links = [...text('uk/contact/index.html').matchAll(/href="([^"]+)"/g)].map(([, href]) => href)
    expect(links.slice(0, 6)).toEqual([
      '../../fr/contact/index.html', '../../index.html', '../x/index.html', '../index.html', 'index.html', 'https://paper.example/1',
    ])
    expect(text('index.html')).toContain('href="ru/index.html"')
  })

  it('has in place of missing pages the contacts as they stand, the words for a copy, and no way that depends on the depth', () => {
    const page = copy([], '2027-01-01').text('fr/404.html')
    expect(page).toContain('<p class="lead">Not in this copy (fr).</p>')
    expect(page).toContain('<b>+380')
    expect(page).not.toMatch(/id="exit"|list of all pages|<!--/)
    expect(page.slice(page.indexOf('<body>'))).not.toMatch(/href="(?!https:)/)
  })

  it('takes published files over as they are', () => {
    expect(copy().text('files/info-ru.html')).toContain('<a href="/ru">as it is</a>')
  })

  it('has the weaker quick exit, since no server answers', () => {
    const site = pageOf('ru', '/ru', 'Home')
    expect(exitForm(site, '/ru')).toBe('server')
    expect(exitForm('<a id="exit" href="">x</a>', '/ru')).toBe('server')
    const page = copy().text('ru/index.html')
    expect(exitForm(page, '/ru')).toBe('copy')
    expect(page).toContain('<a id="exit" rel="nofollow" href="x/index.html">')
    expect(exitForm('<a href="/ru">x</a>', '/ru')).toBe('none')
  })

  it('carries the policy that no server sends, with the hash of its style', () => {
    const page = copy().text('ru/index.html')
    const hash = createHash('sha256').update('main{color:#000}').digest('base64')
    const policy = /<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(page)?.[1]
    expect(policy).toMatch(/^default-src 'none'; /)
    expect(policy).toContain(`style-src 'sha256-${hash}'`)
    expect(policy).not.toContain('frame-ancestors')
  })

  it('shows a channel as current only if its confirmation outlasts the copy', () => {
    expect(copy().text('ru/contact/index.html')).toContain('<a href="tel:')
    const later = copy([], '2027-01-01').text('ru/contact/index.html')
    expect(later).not.toMatch(/tel:|valid-/)
    expect(later).toContain('<b>+380')
  })

  it('has the words for a copy, not those for the site', () => {
    const marked = '<!--only:site-->The exit hides the page.<!--only-end--><!--only:copy-->The exit is weaker.<!--only-end-->'
    const page = copy([['ru/index.html', pageOf('ru', '/ru', marked)]]).text('ru/index.html')
    expect(page).toContain('<main>The exit is weaker.</main>')
  })

  it('refuses a link to what it does not have, and a file that nobody has thought of', () => {
    expect(() => copy([['fr/index.html', pageOf('fr', '/fr', '<a href="/fr/nothing">x</a>')]])).toThrow('fr/index.html leads to /fr/nothing')
    expect(() => copy([['_nuxt/entry.js', '1']])).toThrow('_nuxt/entry.js')
    expect(() => copy([['missing/index.html', '404']])).toThrow('no words are found for missing pages (ru)')
  })
})
