import { createHash } from 'node:crypto'
import type { Locale } from '../../shared/locales.ts'
import type { Piece } from './compare.ts'

/** HTML that is right as it stands; from texts, {@link html} makes it. */
export class Html {
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
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
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
caption { text-align: start }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; border: 1px solid var(--line) }
section, article { border-top: 1px solid var(--line); margin-top: 1.5rem }
del { background: var(--removed) }
ins { background: var(--added) }
.signs { display: block; font-family: ui-monospace, monospace; font-size: 1.3rem; letter-spacing: .1em }
.signs mark { background: #ffd43b; color: #000; font-weight: 700; text-decoration: underline }
`

const styleHash = createHash('sha256').update(style).digest('base64')

/** A page for people that is one file: no script, no request, and a policy that would forbid both. */
export function htmlDocument(locale: Locale, title: string, body: readonly Html[]): string {
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
export function htmlPieces(pieces: readonly Piece[]): Html {
  return html`${pieces.map(({ text, kind }) => {
    if (kind === 'same') return html`${text}`
    return kind === 'removed' ? html`<del>${text}</del>` : html`<ins>${text}</ins>`
  })}`
}
