import { createHash } from 'node:crypto'
import type { Locale } from '../../shared/locales.ts'
import type { Piece } from './words.ts'

/** Text for the content and the attributes of an element. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

const style = `
:root { color-scheme: light dark; --line: #8a96a3; --removed: #a3000020; --added: #00800028 }
body { max-width: 80rem; margin: 0 auto; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word }
table { border-collapse: collapse; width: 100% }
caption { text-align: start }
th, td { text-align: start; vertical-align: top; padding: .4rem .6rem; border: 1px solid var(--line) }
small { display: block }
section, article { border-top: 1px solid var(--line); margin-top: 1.5rem }
del { background: var(--removed) }
ins { background: var(--added) }
figure { margin: 0 }
img { width: 100%; height: auto; border: 1px solid var(--line) }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; max-width: 52rem }
.digits { display: block; font-family: ui-monospace, monospace; font-size: 1.3rem; letter-spacing: .1em }
.digits mark { background: #ffd43b; color: #000; font-weight: 700; text-decoration: underline }
`

const styleHash = createHash('sha256').update(style).digest('base64')

/**
 * A page for people that is one file: no script, no request, and a policy that would forbid both.
 *
 * @param body HTML
 */
export function htmlDocument(locale: Locale, title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${body}
</body>
</html>
`
}

/** A difference by words, as `<del>` and `<ins>`. */
export function htmlPieces(pieces: readonly Piece[]): string {
  const tags = { same: undefined, removed: 'del', added: 'ins' } as const
  return pieces.map(({ text, kind }) => {
    const tag = tags[kind]
    return tag ? `<${tag}>${escapeHtml(text)}</${tag}>` : escapeHtml(text)
  }).join('')
}
