import type { VisitCount } from '../../server/counter/store.ts'
import { isCountryCode } from '../../shared/country.ts'
import { isDay } from '../../shared/day.ts'
import { isLocale } from '../../shared/locales.ts'
import { parseObject } from './formats/json.ts'

/** The two forms of a file of exact counts, told apart by their first line. */
export const countsHeaders = { csv: 'day,country,locale,n', json: '{"visits":[' } as const

export type CountsForm = keyof typeof countsHeaders

const jsonFooter = ']}'

/** CSV (RFC 4180, lines end with `\n`) with a heading, or one JSON object with one row a line; both are read back by {@link parseCounts}. */
export function* formatCounts(rows: readonly VisitCount[], form: CountsForm): Generator<string> {
  yield `${countsHeaders[form]}\n`
  for (const [index, { day, country, locale, n }] of rows.entries()) {
    if (form === 'csv') yield `${day},${country},${locale},${n}\n`
    else yield `${jsonRow(day, country, locale, n)}${index < rows.length - 1 ? ',' : ''}\n`
  }
  if (form === 'json') yield `${jsonFooter}\n`
}

/** Which form begins with this line, if one does. */
export function countsFormOf(firstLine: string): CountsForm | undefined {
  if (firstLine === countsHeaders.csv) return 'csv'
  return firstLine === countsHeaders.json ? 'json' : undefined
}

/** One line of such a file: `aside` for the heading, `end` for the last line of the JSON form, undefined when it is malformed. */
export function parseCounts(line: string, form: CountsForm): VisitCount | 'aside' | 'end' | undefined {
  if (line === '' || line === countsHeaders[form]) return 'aside'
  if (form === 'json' && line === jsonFooter) return 'end'
  const [day, country, locale, n, ...rest] = form === 'csv' ? line.split(',') : valuesOf(line)
  if (!isDay(day) || typeof country !== 'string' || typeof locale !== 'string' || rest.length > 0 || !/^[1-9]\d*$/.test(String(n))) return undefined
  const number = Number(n)
  if (!isCountryCode(country) || !isLocale(locale) || !Number.isSafeInteger(number) || number < 1) return undefined
  return { day, country, locale, n: number }
}

function jsonRow(day: unknown, country: unknown, locale: unknown, n: unknown): string {
  return JSON.stringify({ day, country, locale, n })
}

/** Nothing when the row is written in another way than ours: of a key that comes twice, `JSON.parse` keeps silent. */
function valuesOf(line: string): unknown[] {
  const text = line.endsWith(',') ? line.slice(0, -1) : line
  const { day, country, locale, n } = parseObject(text) ?? {}
  return jsonRow(day, country, locale, n) === text ? [day, country, locale, n] : []
}
