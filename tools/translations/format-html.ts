import { localeCodes, type Locale } from '../../shared/locales.ts'
import { colon } from '../report/colon.ts'
import { escapeHtml, htmlDocument, htmlPieces } from '../report/html.ts'
import { compareWords } from '../report/words.ts'
import { changePhrase, comparisonPhrase, confirmCommand, nameOf, placeOf, statePhrase, unnamedRecords } from './phrases.ts'
import type { LanguageStatus, PageChange, PageStatus } from './status.ts'
import { words } from './words.ts'

/**
 * The report as a page for editors, one file without a script.
 *
 * @param locale of the report itself
 */
export function formatHtml(pages: readonly PageStatus[], locale: Locale): string {
  const { title, nothingBehind, unnamed, howToConfirm } = words[locale]
  const changed = pages.filter(({ changes }) => changes.length > 0)
  const command = confirmCommand(pages)
  const count = unnamedRecords(pages)
  return htmlDocument(locale, title, [
    table(pages, locale),
    ...changed.map(status => section(status, locale)),
    command === undefined ? `<p>${escapeHtml(nothingBehind)}</p>` : `<p>${escapeHtml(howToConfirm)}${colon(locale)}<code>${escapeHtml(command)}</code></p>`,
    ...count > 0 ? [`<p>${escapeHtml(unnamed)}${colon(locale)}${count}.</p>`] : [],
  ].join('\n'))
}

function table(pages: readonly PageStatus[], locale: Locale): string {
  const heads = localeCodes.map(code => `<th scope="col" lang="${code}">${nameOf(code)}</th>`)
  const rows = pages.map(({ page, changes, languages }) => {
    const name = changes.length > 0 ? `<a href="#${page}">${page}</a>` : page
    return `<tr><th scope="row">${name}</th>${localeCodes.map(code => cell(languages[code], locale)).join('')}</tr>`
  })
  return `<table>
<thead><tr><th scope="col">${words[locale].page}</th>${heads.join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`
}

function cell(status: LanguageStatus, locale: Locale): string {
  const comparison = comparisonPhrase(status, locale)
  const state = escapeHtml(statePhrase(status, locale))
  const main = status.state === 'behind' ? `<strong>${state}</strong>` : state
  return `<td>${main}${comparison === undefined ? '' : ` <small>${escapeHtml(comparison)}</small>`}</td>`
}

function section(status: PageStatus, locale: Locale): string {
  const articles = status.changes.map(change => article(status, change, locale))
  return `<section id="${status.page}">\n<h2>${status.page}</h2>\n${articles.join('\n')}\n</section>`
}

function article(status: PageStatus, change: PageChange, locale: Locale): string {
  const { missingIn, oldTextUnknown } = words[locale]
  const languages = change.languages.map(code => `<span lang="${code}">${nameOf(code)}</span>`).join(', ')
  const note = change.kind !== 'new' && change.before === null ? `<p>(${escapeHtml(oldTextUnknown)})</p>` : ''
  return `<article>
<h3>${escapeHtml(changePhrase(change, locale))}</h3>
<p><code>${placeOf(status, change)}</code>; ${escapeHtml(missingIn)}${colon(locale)}${languages}</p>${note}
<p lang="${change.source}">${difference(change)}</p>
</article>`
}

function difference({ source, text, before }: PageChange): string {
  if (text !== null && before !== null) return htmlPieces(compareWords(before, text, source))
  return htmlPieces([text === null ? { text: before ?? '', kind: 'removed' } : { text, kind: 'same' }])
}
