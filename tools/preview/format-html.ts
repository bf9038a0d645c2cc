import { localeCodes, locales, type Locale } from '../../shared/locales.ts'
import { pagePath } from '../../shared/paths.ts'
import { escapeHtml, htmlDocument, htmlPieces } from '../report/html.ts'
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
    `<p>${comparedWith} <code>${escapeHtml(from)}</code></p>`,
    ...channels.length > 0 ? [section(channelsTitle, channels.map(channel => channelArticle(channel, locale)))] : [],
    ...names.map(name => section(name, localeCodes.flatMap(code => pageArticle(code, name, pages, pictures, locale)))),
    ...repeated.length > 0 ? [`<p>${escapeHtml(repeats)} ${paths(repeated)}</p>`] : [],
    ...example
      ? [section(frame, [
          `<p>${escapeHtml(frameNote)}</p><p>${paths(framed)}</p>`,
          ...shown.flatMap(({ locale: code }) => pageArticle(code, example.name, shown, pictures, locale)),
        ])]
      : [],
  ].join('\n'))
}

function paths(pages: readonly ChangedPage[]): string {
  return pages.map(({ path }) => `<code>${escapeHtml(path)}</code>`).join(' ')
}

function section(title: string, articles: readonly string[]): string {
  return `<section>\n<h2>${escapeHtml(title)}</h2>\n${articles.join('\n')}\n</section>`
}

function channelArticle({ key, before, after, fields }: ChangedChannel, locale: Locale): string {
  const isValueShown = before !== after
  const rows = fields.filter(({ field }) => field !== 'value' || !isValueShown).map(({ field, before = '', after = '' }) =>
    `<tr><th scope="row">${escapeHtml(field)}</th><td>${htmlPieces(compareWords(before, after, locale))}</td></tr>`)
  return `<article>
<h3>${escapeHtml(key)}</h3>
${isValueShown ? formatDigits(before, after, locale) : ''}
${rows.length > 0 ? `<table><tbody>${rows.join('')}</tbody></table>` : ''}
</article>`
}

/** A page in one language; one that has not changed is shown beside the others, for comparison. */
function pageArticle(code: Locale, name: string, pages: readonly ChangedPage[], pictures: Pictures, locale: Locale): string[] {
  const { states, markupOnly } = words[locale]
  const path = pagePath(code, name)
  const changed = pages.find(page => page.path === path)
  const own = pictures.get(path)
  if (!changed && !own) return []
  const texts = changed?.texts.map(pieces => `<p lang="${code}">${htmlPieces(pieces)}</p>`) ?? []
  const language = locales.find(each => each.code === code)?.name ?? code
  return [`<article>
<h3><span lang="${code}">${language}</span>: <code>${escapeHtml(path)}</code>, ${states[changed?.state ?? 'same']}</h3>
${changed && texts.length === 0 ? `<p>${escapeHtml(markupOnly)}</p>` : texts.join('\n')}
${own ? pair(own, path, locale) : ''}
</article>`]
}

function pair(own: { before?: string, after?: string }, path: string, locale: Locale): string {
  const { before, after } = words[locale]
  const figures = [{ caption: before, picture: own.before }, { caption: after, picture: own.after }].flatMap(({ caption, picture }) => picture === undefined
    ? []
    : [`<figure><figcaption>${caption}</figcaption><img src="${picture}" alt="${escapeHtml(`${path}, ${caption}`)}"></figure>`])
  return `<div class="pair">${figures.join('')}</div>`
}
