import { createHash } from 'node:crypto'
import { colon } from '../../shared/format.ts'
import { localeCodes, locales, type Locale } from '../../shared/locales.ts'
import { compareSigns, type Piece, type Sign } from '../../shared/compare.ts'
import type { ChangedChannel, ChangedFile, ChangedText, Changes } from './changes.ts'
import { toolWords } from '../../shared/tool-words.ts'

/**
 * The changes as one file without a script, for whoever approves them.
 *
 * @param from the commit that is compared with
 * @param locale of the words around
 */
export function formatHtml({ files, channels }: Changes, from: string, locale: Locale): string {
  const { title, from: comparedWith, channels: channelsTitle } = toolWords[locale].preview
  const names = Map.groupBy(files, ({ name }) => name)
  return htmlDocument(locale, title, [
    html`<p>${comparedWith} <code>${from}</code></p>`,
    ...channels.length > 0 ? [section(channelsTitle, channels.map(channel => channelArticle(channel, locale)))] : [],
    ...[...names].map(([name, group]) => section(name, fileArticles(group, locale))),
  ])
}

function section(title: string, articles: readonly Html[]): Html {
  return html`<section>\n<h2>${title}</h2>\n${articles}\n</section>\n`
}

function channelArticle({ key, values, texts }: ChangedChannel, locale: Locale): Html {
  const signs = values.flatMap(({ field, before, after }) => [html`<h4>${field}</h4>`, ...formatSigns(before, after, locale)])
  return html`<article>\n<h3>${key}</h3>\n${signs}\n${table(texts)}\n</article>\n`
}

/** A file of all languages is shown with each of them: those that lack the change are seen, too. */
function fileArticles(group: readonly ChangedFile[], locale: Locale): Html[] {
  const { states } = toolWords[locale].preview
  const codes = group.some(({ locale }) => locale === undefined) ? [undefined] : localeCodes
  return codes.map((code) => {
    const changed = group.find(file => file.locale === code)
    const language = locales.find(each => each.code === code)
    const name = language && html`<span lang="${language.code}">${language.name}</span>, `
    return html`<article>\n<h3>${name}${states[changed?.state ?? 'same']}</h3>\n${changed && fileTexts(changed, locale)}\n</article>\n`
  })
}

function fileTexts({ texts }: ChangedFile, locale: Locale): Html {
  if (texts.length === 0) return html`<p>${toolWords[locale].preview.sameWords}</p>`
  const isPage = texts.every(({ field }) => field === '')
  return isPage ? html`${texts.map(({ locale, pieces }) => html`<p lang="${locale}">${htmlPieces(pieces)}</p>\n`)}` : table(texts)
}

function table(texts: readonly ChangedText[]): Html {
  const rows = texts.map(({ field, locale, pieces }) => {
    const lang = locale && html` lang="${locale}"`
    return html`<tr><th scope="row">${field}</th><td${lang}>${htmlPieces(pieces)}</td></tr>\n`
  })
  return rows.length > 0 ? html`<table><tbody>\n${rows}</tbody></table>` : html``
}

/**
 * A value before and after, each changed sign marked. Below it, each change is told in words: a screen reader would read the marked
 * values as two numbers.
 */
export function formatSigns(before: string | null, after: string | null, locale: Locale): Html[] {
  const { none, place } = toolWords[locale].preview
  const { before: old, after: now, changes } = compareSigns(before ?? '', after ?? '')
  const rows = [{ name: toolWords[locale].preview.before, signs: old, isNone: before === null }, { name: toolWords[locale].preview.after, signs: now, isNone: after === null }]
  const items = changes.map(change => html`<li>${place} ${change.position}${colon(locale)}${nameOf(change.before, none)} → ${nameOf(change.after, none)}</li>`)
  return [
    ...rows.map(({ name, signs, isNone }) => html`<p>${name}${colon(locale)}<span class="signs">${isNone ? none : signs.map(formatSign)}</span></p>`),
    ...before !== null && after !== null ? [html`<ul>${items}</ul>`] : [],
  ]
}

function formatSign({ sign, isChanged }: Sign): Html {
  return isChanged ? html`<mark>${sign}</mark>` : html`${sign}`
}

function nameOf(sign: string, none: string): string {
  return sign === '' ? none : /\s/.test(sign) ? '␣' : sign
}

/** HTML that is right as it stands; from texts, {@link html} makes it. */
class Html {
  readonly source: string

  constructor(source: string) {
    this.source = source
  }
}

/**
 * HTML from a template: every value is a text and is escaped, for content and attributes in quotes; except what is Html already.
 * A list is put together; `undefined` leaves nothing.
 *
 * @example html`<p>${fileName}</p>`
 */
function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(strings.map((string, index) => string + sourceOf(values[index])).join(''))
}

type HtmlValue = string | number | undefined | Html | readonly Html[]

function sourceOf(value: HtmlValue): string {
  if (value === undefined) return ''
  if (value instanceof Html) return value.source
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value))
  return value.map(({ source }) => source).join('')
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const style = `
:root { color-scheme: light dark; --line: #8a96a3; --removed: #a3000020; --added: #00800028 }
body { max-width: 80rem; margin: 0 auto; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word }
table { border-collapse: collapse; width: 100% }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; border: 1px solid var(--line) }
section, article { border-top: 1px solid var(--line); margin-top: 1.5rem }
del { background: var(--removed) }
ins { background: var(--added) }
.signs { display: block; font-family: ui-monospace, monospace; font-size: 1.3rem; letter-spacing: .1em }
.signs mark { background: #ffd43b; color: #000; font-weight: 700; text-decoration: underline }
`

const styleHash = createHash('sha256').update(style).digest('base64')

/** A page for people that is one file: no script, no request, and a policy that would forbid both. */
function htmlDocument(locale: Locale, title: string, body: readonly Html[]): string {
  return html`<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${new Html(style)}</style>
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`.source
}

/** A difference by words, as `<del>` and `<ins>`. */
function htmlPieces(pieces: readonly Piece[]): Html {
  return html`${pieces.map(({ text, kind }) => {
    if (kind === 'same') return html`${text}`
    return kind === 'removed' ? html`<del>${text}</del>` : html`<ins>${text}</ins>`
  })}`
}
