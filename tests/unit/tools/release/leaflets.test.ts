import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { localeCodes } from '../../../../shared/locales.ts'
import { findBrowser } from '../../../../tools/browser/find-browser.ts'
import { makeLeaflets } from '../../../../tools/release/leaflets.ts'
import { makeRelease, printedAddress } from '../../../../tools/release/make-release.ts'
import { offerLeaflets } from '../../../../tools/release/offer-leaflets.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'
import { commit, fixtureContent, leafletPage, publishedSite } from './tiny-site.ts'

/** A folder with a built page of two sheets in each language. */
function buildLeaflets(): string {
  const folder = tempFolder()
  for (const locale of localeCodes) {
    mkdirSync(join(folder, locale, 'leaflet'), { recursive: true })
    writeFileSync(join(folder, locale, 'leaflet/index.html'), leafletPage(locale))
  }
  return folder
}

const options = { origin: 'https://test.example.org', day: '2026-11-20', until: '2026-12-20' }

it('the printed leaflets are the same bytes on a clock, in a time zone and a language of another machine', { timeout: 180_000 }, async () => {
  const published = buildLeaflets()
  const browser = await findBrowser('pinned')
  const here = await makeLeaflets(browser, { ...options, published })
  const { env } = browser.launch
  const elsewhere = await makeLeaflets(
    { launch: { ...browser.launch, env: { ...env, TZ: 'Pacific/Kiritimati', LANG: 'ru_RU.UTF-8', LC_ALL: 'ru_RU.UTF-8', LANGUAGE: 'ru' } } },
    { ...options, published: buildLeaflets() },
  )
  expect([...here.keys()]).toEqual(localeCodes.flatMap(locale => ['a4', 'a6'].map(format => `info-${locale}-${format}.pdf`)))
  for (const [name, content] of here) expect(elsewhere.get(name)?.equals(content), name).toBe(true)

  const text = here.get('info-ru-a4.pdf')?.toString('latin1') ?? ''
  expect(text.match(/\/(?:Creation|Mod)Date \(D:\d+/g)).toEqual(['/CreationDate (D:20261120000000', '/ModDate (D:20261120000000'])
  expect(text, 'no identifier').not.toMatch(/\/ID\b/)
  const nextDay = await makeLeaflets(browser, { ...options, day: '2026-11-21', published })
  expect(nextDay.get('info-ru-a4.pdf')?.equals(here.get('info-ru-a4.pdf') ?? Buffer.alloc(0))).toBe(false)
})

it('a text that is too long for its paper stops them, and the way on is named', { timeout: 60_000 }, async () => {
  const published = buildLeaflets()
  writeFileSync(join(published, 'ru/leaflet/index.html'), leafletPage('ru').replace('</body>', '<p class="small">3</p></body>'))
  await expect(makeLeaflets(await findBrowser('pinned'), { ...options, published })).rejects
    .toThrow(/^the leaflet in ru has 3 pages instead of two: .* --no-leaflets$/)
})

it('a copy has them in its manifest, and names them on the page of the leaflet', () => {
  const content = fixtureContent()
  const leaflets = new Map([['info-fr-a4.pdf', Buffer.alloc(45_100)], ['info-fr-a6.pdf', Buffer.alloc(1)]])
  const published = new Map([...publishedSite(content), ['fr/leaflet/index.html', Buffer.from(leafletPage('fr'))]])
  const { files, manifest } = makeRelease({ published, leaflets, content: { ...content, release: { number: 7, date: '2026-11-20' } }, commit })
  expect(manifest.files['files/info-fr-a4.pdf']?.size).toBe(45_100)
  expect(files.get('fr/leaflet/index.html')?.toString()).toContain(
    '<ul><li><a href="../../files/info-fr-a4.pdf" download="info-fr-a4.pdf">info-fr-a4.pdf</a> (46\u202Fko)</li>'
    + '<li><a href="../../files/info-fr-a6.pdf" download="info-fr-a6.pdf">info-fr-a6.pdf</a> (1\u202Fko)</li></ul>',
  )
})

it('no page names a leaflet that is not there, or loses its place for them', () => {
  const page = leafletPage('fr')
  expect(offerLeaflets(page, 'fr/leaflet/index.html', new Map())).toBe(page)
  const files = new Map([['files/info-fr-a4.pdf', Buffer.alloc(1)]])
  expect(offerLeaflets(page, 'fr/index.html', files)).toBe(page)
  expect(() => offerLeaflets('<p>x</p>', 'fr/leaflet/index.html', files)).toThrow('fr/leaflet/index.html has no place')
})

it('they name the first address that is opened in a browser, else that of the server, else none', () => {
  const confirmed = { on: '2026-11-20', by: 'A tester' }
  const copy = { kind: 'copy', address: 'https://copy.example/', confirmed } as const
  const web = { kind: 'web', address: 'https://web.example/some/path/', confirmed } as const
  expect(printedAddress([copy, web], 'https://own.example')).toBe('https://web.example/some/path')
  expect(printedAddress([copy], 'https://own.example')).toBe('https://own.example')
  expect(printedAddress([], undefined)).toBeUndefined()
})
