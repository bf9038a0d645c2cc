import { localeCodes, type Locale } from '../../shared/locales.ts'
import { colon } from '../report/colon.ts'
import { compareWords, formatPieces } from '../report/words.ts'
import { changePhrase, confirmCommand, nameOf, placeOf, statePhrase, unnamedRecords } from './phrases.ts'
import type { PageChange, PageStatus } from './status.ts'
import { words } from './words.ts'

/**
 * The report for a terminal: a table, pages by languages, and below it every text that a language lacks.
 *
 * @param locale of the report itself
 */
export function formatText(pages: readonly PageStatus[], locale: Locale): string {
  const { page, nothingBehind, unnamed, howToConfirm } = words[locale]
  const rows = [[page, ...localeCodes.map(nameOf)], ...pages.map(({ page, languages }) => [page, ...localeCodes.map(code => statePhrase(languages[code], locale))])]
  const details = pages.flatMap(status => status.changes.map(change => formatChange(status, change, locale)))
  const command = confirmCommand(pages)
  const count = unnamedRecords(pages)
  return [
    formatTable(rows),
    ...details,
    command === undefined ? nothingBehind : `${howToConfirm}${colon(locale).trimEnd()}\n  ${command}`,
    ...count > 0 ? [`${unnamed}${colon(locale)}${count}.`] : [],
  ].join('\n\n')
}

function formatTable(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows.map(row => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd()).join('\n')
}

function formatChange(status: PageStatus, change: PageChange, locale: Locale): string {
  const { missingIn, oldTextUnknown } = words[locale]
  return [
    `${placeOf(status, change)}  ${changePhrase(change, locale)}`,
    `    ${missingIn}${colon(locale)}${change.languages.map(nameOf).join(', ')}`,
    ...change.kind !== 'new' && change.before === null ? [`    (${oldTextUnknown})`] : [],
    ...change.text !== null || change.before !== null ? [`    ${wordsOf(change)}`] : [],
  ].join('\n')
}

function wordsOf({ source, text, before }: PageChange): string {
  if (text !== null && before !== null) return formatPieces(compareWords(before, text, source))
  return text ?? formatPieces([{ text: before ?? '', kind: 'removed' }])
}
