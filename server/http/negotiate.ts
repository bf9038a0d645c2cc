import { defaultLocale, localeNamed, type Locale } from '../../shared/locales.ts'

/**
 * The locale that fits an `Accept-Language` header best (RFC 9110, section 12.5.4; lookup by primary subtag as in RFC 4647,
 * which old phones divide from the rest by `_`).
 *
 * @returns the locale with the highest weight, the first named among equals, and the default where nothing fits.
 * @example negotiateLocale('de, fr-CH;q=0.9, en;q=0.8') // 'fr'
 */
export function negotiateLocale(header: string | undefined): Locale {
  let best: Locale = defaultLocale
  let bestWeight = 0
  for (const range of (header ?? '').slice(0, 512).split(',')) {
    const [tag = '', ...parameters] = range.split(';').map(part => part.trim().toLowerCase())
    const locale = localeNamed(tag)
    if (locale === undefined) continue
    const weight = weightOf(parameters)
    if (weight > bestWeight) [best, bestWeight] = [locale, weight]
  }
  return best
}

function weightOf(parameters: readonly string[]): number {
  const q = parameters.find(parameter => parameter.startsWith('q='))
  if (!q) return 1
  const weight = Number(q.slice(2))
  return weight >= 0 && weight <= 1 ? weight : 0
}

export type Encoding = 'br' | 'gzip' | 'identity'

const brotli = /(?:^|[\s,])br(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))\s*(?:[,;]|$)/i
/** `x-gzip` is another name of the same (RFC 9110, 8.4.1.3). */
const gzip = /(?:^|[\s,])(?:x-)?gzip(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))\s*(?:[,;]|$)/i

/** The smallest of our encodings that an `Accept-Encoding` header admits (RFC 9110, section 12.5.3). */
export function negotiateEncoding(header: string | string[] | undefined): Encoding {
  if (typeof header !== 'string') return 'identity'
  return brotli.test(header) ? 'br' : gzip.test(header) ? 'gzip' : 'identity'
}
