import { describe, expect, it } from 'vitest'
import { fileFolders, fileTypes, isFile, isPublishable, isSearchList, securityText, uncompressed } from '../../../shared/published.ts'

describe('isPublishable', () => {
  it.each([
    'index.html', 'ru/contact/index.html', 'robots.txt', 'sitemap.xml', '.well-known/security.txt', '.well-known/release.json', '.well-known/release.json.2.minisig',
    'files/info-ru.html', 'files/leaflet/info-fr.pdf', 'files/qr.png',
  ])('%s, also compressed', (path) => {
    for (const suffix of ['', '.gz', '.br']) expect(isPublishable(path + suffix)).toBe(true)
  })

  it.each([
    'ru/_payload.json', '_nuxt/entry.js', 'sqlite3.wasm', 'dump.sql', 'sql_dump.txt', 'photo.png', 'x.js.gz', 'ru/robots.txt', 'files/run.js', 'files/data', 'files.txt',
    'files/.txt/run', 'other/files/a.txt', 'files/a.toString', '.gz', 'index.html.gz.gz', '',
  ])('not %s', (path) => {
    expect(isPublishable(path)).toBe(false)
  })

  it('takes every type in every folder', () => {
    for (const folder of fileFolders) for (const ending of Object.keys(fileTypes)) expect(isFile(`${folder}/a${ending}`), folder + ending).toBe(true)
  })
})

it('knows lists of search engines at their place alone', () => {
  expect(['robots.txt', 'sitemap.xml', 'files/robots.txt', 'index.html'].map(isSearchList)).toEqual([true, true, false, false])
})

it.each([['a.html.gz', 'a.html'], ['a.html.br', 'a.html'], ['a.html', 'a.html'], ['gz', 'gz']])('%s is a form of %s', (path, plain) => {
  expect(uncompressed(path)).toBe(plain)
})

it('writes the fields that RFC 9116 asks for, less than a year ahead of the release', () => {
  expect(securityText('https://report.example/', '2026-11-24')).toBe([
    'Contact: https://report.example/',
    'Expires: 2027-11-19T00:00:00Z',
    'Preferred-Languages: ru, uk, fr, en',
    '',
  ].join('\n'))
})
