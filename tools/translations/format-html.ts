import { localeCodes, type Locale } from '../../shared/locales.ts'
import { colon } from '../report/colon.ts'
import { html, htmlDocument, htmlPieces, type Html } from '../report/html.ts'
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
    command === undefined ? html`<p>${nothingBehind}</p>` : html`<p>${howToConfirm}${colon(locale)}<code>${command}</code></p>`,
    ...count > 0 ? [html`<p>${unnamed}${colon(locale)}${count}.</p>`] : [],
  ])
}

function table(pages: readonly PageStatus[], locale: Locale): Html {
  const heads = localeCodes.map(code => html`<th scope="col" lang="${code}">${nameOf(code)}</th>`)
  const rows = pages.map(({ page, changes, languages }) => {
    const name = changes.length > 0 ? html`<a href="#${encodeURIComponent(page)}">${page}</a>` : page
    return html`<tr><th scope="row">${name}</th>${localeCodes.map(code => cell(languages[code], locale))}</tr>\n`
  })
  return html`<table>
<thead><tr><th scope="col">${words[locale].page}</th>${heads}</tr></thead>
<tbody>
${rows}</tbody>
</table>
`
}

function cell(status: LanguageStatus, locale: Locale): Html {
  const comparison = comparisonPhrase(status, locale)
  const state = statePhrase(status, locale)
  const main = status.state === 'behind' ? html`<strong>${state}</strong>` : state
  return html`<td>${main}${comparison === undefined ? undefined : html` <small>${comparison}</small>`}</td>`
}

function section(status: PageStatus, locale: Locale): Html {
  const articles = status.changes.map(change => article(status, change, locale))
  return html`<section id="${status.page}">\n<h2>${status.page}</h2>\n${articles}</section>\n`
}

function article(status: PageStatus, change: PageChange, locale: Locale): Html {
  const { missingIn, oldTextUnknown } = words[locale]
  const languages = change.languages.map((code, index) => html`${index > 0 ? ', ' : ''}<span lang="${code}">${nameOf(code)}</span>`)
  const note = change.kind !== 'new' && change.before === null ? html`<p>(${oldTextUnknown})</p>` : undefined
  return html`<article>
<h3>${changePhrase(change, locale)}</h3>
<p><code>${placeOf(status, change)}</code>; ${missingIn}${colon(locale)}${languages}</p>${note}
<p lang="${change.source}">${difference(change)}</p>
</article>
`
}

function difference({ source, text, before }: PageChange): Html {
  if (text !== null && before !== null) return htmlPieces(compareWords(before, text, source))
  return htmlPieces([text === null ? { text: before ?? '', kind: 'removed' } : { text, kind: 'same' }])
}
