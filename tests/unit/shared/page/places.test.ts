import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { createSitemap } from '../../../../server/sitemap.ts'
import {
  addressToken, emptyPicture, fileToken, fillFileFacts, marks, onionToken, qrDataUrl, readingPlaces, readPlaces, settlePage, withOrigin,
  type ReadingPlace,
} from '../../../../shared/page/places.ts'

/** What components write, in their order: `between` stands between the comments. */
function marked(comments: readonly string[], ...between: string[]): string {
  return comments.map((comment, index) => `<!--${comment}-->${between[index] ?? ''}`).join('')
}

const only = (where: string, words: string) => marked([marks.only.begin(where), marks.only.end], words)
const contact = (until: string, current: string, expired: string) =>
  marked([marks.validity.begin(until), marks.validity.otherwise, marks.validity.end], current, expired)
const address = (known: string, unknown: string) =>
  marked([marks.ownAddress.begin, marks.ownAddress.otherwise, marks.ownAddress.end], known, unknown)
const onion = (sentence: string) => marked([marks.onion.begin, marks.onion.end], sentence)

describe('settlePage', () => {
  const page = [
    only('site', 'site') + only('copy file', 'elsewhere'),
    only('file copy', contact('2026-11-30', 'confirmed', 'unconfirmed')),
    onion(`<code>${onionToken}</code>`),
    address(addressToken, 'by hand'),
  ].join(' ')

  it('leaves one form of everything, and no mark', () => {
    expect(settlePage(page, { place: 'site', day: '2026-11-30', address: 'https://example.org/ru', onionOrigin: 'http://abc.onion' }))
      .toBe('site  <code>abc.onion</code> example.org/ru')
    expect(settlePage(page, { place: 'copy', day: '2026-12-01' })).toBe('elsewhere unconfirmed  by hand')
  })

  it('writes into what is read on any day how long a confirmation counts', () => {
    expect(settlePage(page, { place: 'file', day: (until, current, expired) => `${current}/${expired} until ${until}` }))
      .toBe('elsewhere confirmed/unconfirmed until 2026-11-30  by hand')
  })

  it('leaves everything else as it is', () => {
    const text = `<p>text ${addressToken} ${onionToken}</p><!-- only -->`
    expect(settlePage(text, { place: 'site', day: '2027-01-01', address: 'https://example.org/ru', onionOrigin: 'http://abc.onion' })).toBe(text)
  })

  it.each([
    ['2027-02-18', 'a <a href="tel:+380441234567">call</a> bC'],
    ['2027-02-19', 'a old bC'],
    ['2027-03-02', 'a old bc'],
  ])('shows contacts as they are on %s', (day, expected) => {
    const page = `a ${contact('2027-02-18', '<a href="tel:+380441234567">call</a>', 'old')} b${contact('2027-03-01', 'C', 'c')}`
    expect(settlePage(page, { place: 'site', day })).toBe(expected)
  })

  it.each<[ReadingPlace, string]>([
    ['site', '<p>a</p><p>exit</p><p>z</p>'],
    ['copy', '<p>a</p><p>no exit</p><p>z</p>'],
    ['file', '<p>a</p><p>no exit</p><p>paper</p><p>z</p>'],
  ])('%s: only what stands there', (place, html) => {
    const page = `<p>a</p>${only('site', '<p>exit</p>')}${only('copy file', '<p>no exit</p>')}${only('file', '<p>paper</p>')}<p>z</p>`
    expect(settlePage(page, { place, day: '' })).toBe(html)
  })

  it('names the onion service where there is one, without scheme, and else says nothing of it', () => {
    const page = `<p>Before</p>${onion(`<p>Also here: <code>${onionToken}</code></p>`)}<p>${onionToken}</p>`
    expect(settlePage(page, { place: 'site', day: '', onionOrigin: 'http://abc.onion' })).toBe('<p>Before</p><p>Also here: <code>abc.onion</code></p><p>%onion%</p>')
    expect(settlePage(page, { place: 'site', day: '' })).toBe('<p>Before</p><p>%onion%</p>')
  })

  it('prints its own address as people type it, and the code with its scheme; where it is not known, a line to write on', () => {
    const page = `${address(`<img src="${emptyPicture}" alt="${addressToken}">`, '')} and ${address(`<b title="${addressToken}">${addressToken}</b>`, '<i>by hand</i>')}`
    expect(settlePage(page, { place: 'site', day: '', address: 'https://example.org/ru' }))
      .toBe(`<img src="${qrDataUrl('https://example.org/ru')}" alt="example.org/ru"> and <b title="example.org/ru">example.org/ru</b>`)
    expect(settlePage(page, { place: 'site', day: '' })).toBe(' and <i>by hand</i>')
  })
})

it.each([
  ['site', ['site']],
  ['copy file', ['copy', 'file']],
  ['file copy', ['copy', 'file']],
  ['sites', undefined],
  ['copy paper', undefined],
  ['copy copy', undefined],
  ['copy  file', undefined],
  ['', undefined],
])('“%s” names %s', (on, places) => expect(readPlaces(on)).toEqual(places))

it('knows places that marks can hold', () => {
  for (const place of readingPlaces) expect(settlePage(only(place, 'x'), { place, day: '' })).toBe('x')
})

it('fills in what is known of files, and leaves everything else', () => {
  const page = `${fileToken.size('info-ru.html')} ${fileToken.sha256('info.html')} 100% of info.html %size:%`
  expect(fillFileFacts(page, (what, file) => `[${what} of ${file}]`)).toBe('[size of info-ru.html] [sha256 of info.html] 100% of info.html %size:%')
})

describe('withOrigin', () => {
  const head = '<link rel="alternate" hreflang="ru" href="/ru/steps"><link rel="alternate" hreflang="x-default" href="/ru/steps">'

  it('leaves everything relative without an origin', () => {
    expect(withOrigin(head, '/fr/steps', undefined)).toBe(head)
  })

  it('makes links to translations absolute and adds the canonical one, but touches no other link', () => {
    expect(withOrigin(`${head}<a href="/ru" rel="alternate">`, '/fr/steps', 'https://example.org')).toBe(
      '<link rel="canonical" href="https://example.org/fr/steps">'
      + '<link rel="alternate" hreflang="ru" href="https://example.org/ru/steps">'
      + '<link rel="alternate" hreflang="x-default" href="https://example.org/ru/steps">'
      + '<a href="/ru" rel="alternate">')
  })

  it('leaves a link to a translation that is absolute, and adds the canonical one', () => {
    const link = '<link rel="alternate" hreflang="ru" href="https://other.example/ru">'
    expect(withOrigin(link, '/ru', 'https://example.org')).toBe(`<link rel="canonical" href="https://example.org/ru">${link}`)
  })

  it('makes the sitemap and robots.txt absolute', () => {
    const sitemap = withOrigin(createSitemap(['index', 'steps']), '/sitemap.xml', 'https://example.org')
    expect(sitemap.match(/<loc>[^<]*/g)).toContain('<loc>https://example.org/fr/steps')
    expect(sitemap).not.toMatch(/href="\/|<loc>\//)
    expect(withOrigin('User-agent: *\nSitemap: /sitemap.xml\n', '/robots.txt', 'https://example.org')).toContain('Sitemap: https://example.org/sitemap.xml')
  })
})

it.each([
  '<xhtml:links href="/ru"/>', 'xhtml:link href="/ru"', '<xhtml:link href="https://other.example/ru"/>', '<loc>https://other.example/ru</loc>',
  'Sitemap: https://other.example/sitemap.xml', 'The Sitemap: /sitemap.xml', '<a rel="alternate" hreflang="ru" href="/ru">', 'link rel="alternate" hreflang="ru" href="/ru"',
])('withOrigin leaves %s as it is', text => expect(withOrigin(text, '/ru', 'https://example.org')).toBe(text))

describe('qrDataUrl', () => {
  it.each(['https://example.org/ru', `http://${'a2'.repeat(28)}.onion/uk`])('says %s to another library than the one that wrote it', (address) => {
    const { data, width, height } = readPicture(address)
    expect(jsQR(new Uint8ClampedArray(data), width, height)?.data).toBe(address)
  })

  it('is black and white, with a white border of four modules', () => {
    const { data, width } = readPicture('https://example.org/ru')
    const pixels = Array.from({ length: data.length / 4 }, (_none, index) => data.readUInt32BE(index * 4))
    expect(new Set(pixels)).toEqual(new Set([0x000000FF, 0xFFFFFFFF]))
    const border = pixels.filter((_pixel, index) => Math.floor(index / width) < 24 || index % width < 24)
    expect(new Set(border)).toEqual(new Set([0xFFFFFFFF]))
    expect(pixels[24 * width + 24], 'the corner of the code').toBe(0x000000FF)
  })

  function readPicture(address: string): PNG {
    const [type, data = ''] = qrDataUrl(address).split(',')
    expect(type).toBe('data:image/png;base64')
    return PNG.sync.read(Buffer.from(data, 'base64'))
  }
})
