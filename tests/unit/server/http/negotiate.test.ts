import { describe, expect, it } from 'vitest'
import { negotiateEncoding, negotiateLocale } from '../../../../server/http/negotiate.ts'

describe('negotiateLocale', () => {
  it.each([
    [undefined, 'ru'],
    ['', 'ru'],
    ['*', 'ru'],
    ['de', 'ru'],
    ['kk,be;q=0.9', 'ru'],
    ['uk-UA,uk;q=0.9,ru;q=0.8', 'uk'],
    ['de, fr-CH;q=0.9, en;q=0.8', 'fr'],
    ['en-US', 'en'],
    ['EN', 'en'],
    ['ru;q=0.2, en;q=0.9', 'en'],
    ['fr;q=0, en;q=0.1', 'en'],
    ['fr;q=0', 'ru'],
    ['fr;q=x, uk;q=0.1', 'uk'],
    ['en;q=2, fr;q=0.3', 'fr'],
    ['fr,en', 'fr'],
    ['ukr', 'ru'],
    ['uk_UA', 'uk'],
    ['EN_GB;Q=0.5, FR;Q=0.8', 'fr'],
    ['FR', 'fr'],
    ['ua', 'uk'],
    ['FR;Q=0, en;q=0.1', 'en'],
    [', ,en', 'en'],
  ])('%s: %s', (header, locale) => {
    expect(negotiateLocale(header)).toBe(locale)
  })
})

describe('negotiateEncoding', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.5, gzip;q=0.0', 'br'],
    ['gzip;q=0', 'identity'],
    ['GZIP', 'gzip'],
    ['Gzip, Deflate, BR', 'br'],
    ['x-gzip', 'gzip'],
    ['X-GZIP;Q=0', 'identity'],
    ['br;Q=0', 'identity'],
    ['br;Q=0.000, gzip;Q=1', 'gzip'],
    ['y-gzip', 'identity'],
    ['brotli', 'identity'],
    ['identity', 'identity'],
  ])('%s: %s', (header, encoding) => {
    expect(negotiateEncoding(header)).toBe(encoding)
  })
})
