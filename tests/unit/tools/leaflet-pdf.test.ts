// @module-tag more
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { localeCodes } from '../../../shared/locales.ts'
import { findBrowser } from '../../../tools/kit/browser.ts'
import { makeLeaflets } from '../../../tools/leaflet-pdf.ts'
import { tempFolder } from '../server/counter/temp-folder.ts'

/** The page of the leaflet: how to print it, and two sheets of paper. */
function leafletPage(locale: string): string {
  return `<!DOCTYPE html><html lang="${locale}"><head><meta charset="utf-8"><title>Leaflet</title>`
    + '<style>@page{size:A4}@page small{size:A6}.small{page:small;break-before:page}@media print{#print{display:none}}</style></head><body>'
    + '<p id="print">How to print</p><p>Test number <!--own-address-->%address%<!--own-address-else-->none<!--own-address-end--></p>'
    + '<p class="small">Тест, test</p></body></html>'
}

/** A folder with a built page of two sheets in each language. */
function buildLeaflets(): string {
  const folder = tempFolder()
  for (const locale of localeCodes) {
    mkdirSync(join(folder, locale, 'leaflet'), { recursive: true })
    writeFileSync(join(folder, locale, 'leaflet/index.html'), leafletPage(locale))
  }
  return folder
}

const options = { origin: 'https://test.example.org', day: '2026-11-20' }

it('the printed leaflets are the same bytes on a clock, in a time zone and a language of another machine', { timeout: 180_000 }, async () => {
  const published = buildLeaflets()
  const browser = await findBrowser()
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

it('a text that is too long for its paper stops them, and it says which', { timeout: 60_000 }, async () => {
  const published = buildLeaflets()
  writeFileSync(join(published, 'ru/leaflet/index.html'), leafletPage('ru').replace('</body>', '<p class="small">3</p></body>'))
  await expect(makeLeaflets(await findBrowser(), { ...options, published })).rejects
    .toThrow(/^the leaflet in ru has 3 pages instead of two: /)
})
