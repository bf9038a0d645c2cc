import { localeCodes, locales, type Locale } from '../../shared/locales.ts'
import { pagePath } from '../../shared/paths.ts'
import { html, htmlDocument, htmlPieces, type Html } from '../report/html.ts'
import { compareWords } from '../report/words.ts'
import type { ChangedChannel } from './channels.ts'
import type { ChangedPage, Differences } from './differences.ts'
import { formatDigits } from './format-digits.ts'
import { words } from './words.ts'

/** Pictures of a page as data URIs; where it is the same in both, or in one only, the other is missing. */
export type Pictures = ReadonlyMap<string, { before?: string, after?: string }>

/** `from`: the commit that is compared with. */
export type Preview = Differences & { channels: ChangedChannel[], pictures: Pictures, from: string }

/**
 * The preview as one file without a script, for whoever approves the change.
 *
 * @param locale of the words around
 */
export function formatHtml({ pages, repeated, framed, channels, pictures, from }: Preview, locale: Locale): string {
  const { title, from: comparedWith, channels: channelsTitle, repeats, frame, frameNote } = words[locale]
  const names = [...new Set(pages.map(({ name }) => name))]
  const [example] = framed
  const shown = framed.filter(({ name }) => name === example?.name)
  return htmlDocument(locale, title, [
    html`<p>${comparedWith} <code>${from}</code></p>`,
    ...channels.length > 0 ? [section(channelsTitle, channels.map(channel => channelArticle(channel, locale)))] : [],
    ...names.map(name => section(name, localeCodes.flatMap(code => pageArticle(code, name, pages, pictures, locale)))),
    ...repeated.length > 0 ? [html`<p>${repeats} ${paths(repeated)}</p>`] : [],
    ...example
      ? [section(frame, [
          html`<p>${frameNote}</p><p>${paths(framed)}</p>`,
          ...shown.flatMap(({ locale: code }) => pageArticle(code, example.name, shown, pictures, locale)),
        ])]
      : [],
  ])
}

function paths(pages: readonly ChangedPage[]): Html[] {
  return pages.map(({ path }) => html`<code>${path}</code> `)
}

function section(title: string, articles: readonly Html[]): Html {
  return html`<section>\n<h2>${title}</h2>\n${articles}\n</section>\n`
}

function channelArticle({ key, before, after, fields }: ChangedChannel, locale: Locale): Html {
  const isValueShown = before !== after
  const rows = fields.filter(({ field }) => field !== 'value' || !isValueShown).map(({ field, before = '', after = '' }) =>
    html`<tr><th scope="row">${field}</th><td>${htmlPieces(compareWords(before, after, locale))}</td></tr>`)
  return html`<article>
<h3>${key}</h3>
${isValueShown ? formatDigits(before, after, locale) : undefined}
${rows.length > 0 ? html`<table><tbody>${rows}</tbody></table>` : undefined}
</article>
`
}

/** A page in one language; one that has not changed is shown beside the others, for comparison. */
function pageArticle(code: Locale, name: string, pages: readonly ChangedPage[], pictures: Pictures, locale: Locale): Html[] {
  const { states, markupOnly } = words[locale]
  const path = pagePath(code, name)
  const changed = pages.find(page => page.path === path)
  const own = pictures.get(path)
  if (!changed && !own) return []
  const texts = changed?.texts.map(pieces => html`<p lang="${code}">${htmlPieces(pieces)}</p>`) ?? []
  const language = locales.find(each => each.code === code)?.name ?? code
  return [html`<article>
<h3><span lang="${code}">${language}</span>: <code>${path}</code>, ${states[changed?.state ?? 'same']}</h3>
${changed && texts.length === 0 ? html`<p>${markupOnly}</p>` : texts}
${own ? pair(own, path, locale) : undefined}
</article>
`]
}

function pair(own: { before?: string, after?: string }, path: string, locale: Locale): Html {
  const { before, after } = words[locale]
  const figures = [{ caption: before, picture: own.before }, { caption: after, picture: own.after }].flatMap(({ caption, picture }) => picture === undefined
    ? []
    : [html`<figure><figcaption>${caption}</figcaption><img src="${picture}" alt="${path}, ${caption}"></figure>`])
  return html`<div class="pair">${figures}</div>`
}
