import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineNuxtModule } from '@nuxt/kit'
import { z } from 'zod'
import { formatDate, formatNumber } from '../shared/format.ts'
import { defaultLocale, locales, type Locale } from '../shared/locales.ts'
import { attributeOf, innerHtml, isWithin, parseHtml, replaceParts, type HtmlElement, type Replacement } from '../shared/page/html.ts'
import { fillFileFacts, settlePage } from '../shared/page/places.ts'
import { menuPages, pagePath, parsePath, separatePages } from '../shared/paths.ts'
import { loadForBuild } from './content.ts'

/**
 * Makes the copies to keep from the prerendered pages, and writes their sizes and hashes into the pages that offer them. Everything happens
 * in one build, so that a hash is always that of the file beside it.
 */
export default defineNuxtModule({
  meta: { name: 'copies' },
  setup(_options, nuxt) {
    if (nuxt.options.dev) return
    const { menu, release } = loadForBuild()
    nuxt.hook('nitro:init', (nitro) => {
      nitro.hooks.hook('compiled', () => {
        const folder = nitro.options.output.publicDir
        const copies = makeCopies(nuxt.options.rootDir, folder, menuPages(menu), release?.date)
        for (const page of globSync('*/**/index.html', { cwd: folder })) {
          const html = readFileSync(join(folder, page), 'utf8')
          const filled = fillFileFacts(html, factsOf(copies, parsePath(`/${page}`).locale ?? defaultLocale))
          if (filled !== html) publish(join(folder, page), filled)
        }
        for (const [name, text] of copies) publish(join(folder, 'files', name), text)
      })
    })
  },
})

/** Writes a file with its compressed forms. */
function publish(file: string, text: string) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  writeFileSync(`${file}.gz`, gzipSync(text, { level: 9 }))
  writeFileSync(`${file}.br`, brotliCompressSync(text))
}

/**
 * @returns a function that says the kilobytes of a file, or its SHA-256
 * @throws Error for a file that was not made
 */
export function factsOf(files: ReadonlyMap<string, string>, locale: Locale): (what: 'size' | 'sha256', name: string) => string {
  return (what, name) => {
    const text = files.get(name)
    if (text === undefined) throw new Error(`a page names the file ${name}, which was not made`)
    return what === 'size'
      ? formatNumber(Math.ceil(Buffer.byteLength(text) / 1000), locale)
      : createHash('sha256').update(text).digest('hex')
  }
}

/**
 * Makes the copies to keep from the prerendered pages.
 *
 * @param root the project, for its messages and the style of copies
 * @param published the folder of the prerendered pages
 * @param pages the names of the pages in the order of the menu
 * @param released the day of the release, `YYYY-MM-DD`, where there is one
 * @returns the text of each file by its name, the one with all languages last; the names tell nothing about what is inside
 */
export function makeCopies(root: string, published: string, pages: readonly string[], released?: string): Map<string, string> {
  const kept = pages.filter(page => !separatePages.includes(page))
  const css = pageStyle(readPage(published, pagePath('ru', 'index'))) + readFileSync(join(root, 'assets/copy.css'), 'utf8')
  return new Map([
    ...locales.map(({ code, name }): [string, string] => [`info-${code}.html`, copyDocument([language(code, name, 1)], css)]),
    ['info.html', copyDocument(locales.map(({ code, name }) => language(code, name, 2)), css)],
  ])

  function language(locale: Locale, name: string, depth: number): CopyLanguage {
    const words = readWords(root, locale)
    const htmls = kept.map(page => readPage(published, pagePath(locale, page)))
    const options: SectionOptions = {
      depth,
      released,
      validUntil: day => `<span class="state">${words('copy.valid_until', { date: formatDate(day, locale) })}</span>`,
      idOf: (path) => {
        const { locale: target, page } = parsePath(path)
        // A page that is behind leads to another language, which this file may not hold.
        return target === locale && kept.includes(page) ? sectionId(locale, page) : undefined
      },
    }
    return { locale, name, words, foot: footOf(htmls[0] ?? ''), sections: kept.map((page, index) => toSection(page, htmls[index] ?? '', options)) }
  }
}

/** Keys are written out, as everywhere: the checker looks for them. */
type Words = (key: `copy.${string}`, values?: Record<string, string>) => string

/** The messages of copies, which are written outside of Vue; it throws for one that no file has. */
function readWords(root: string, locale: Locale): Words {
  const file = `locales/${locale}.json`
  const { copy } = z.object({ copy: z.record(z.string(), z.string()) }).parse(JSON.parse(readFileSync(join(root, file), 'utf8')))
  return (key, values = {}) => {
    const message = copy[key.slice('copy.'.length)]
    if (message === undefined) throw new Error(`${file} has no message ${key}`)
    return message.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '')
  }
}

function readPage(published: string, path: string): string {
  const file = join(published, path, 'index.html')
  if (!existsSync(file)) throw new Error(`there is no page ${path} in ${published}`)
  return readFileSync(file, 'utf8')
}

function pageStyle(html: string): string {
  const style = parseHtml(html).elements.find(({ name }) => name === 'style')
  return style ? innerHtml(html, style) : ''
}

/** Who publishes the site, that it is not the official one, and the licence; not the menu. */
function footOf(html: string): string {
  const { elements } = parseHtml(html)
  const footer = elements.find(({ name }) => name === 'footer')
  if (!footer) return ''
  const menus = elements.filter(element => element.name === 'nav' && isWithin(element, footer))
  return replaceParts(html.slice(0, footer.innerEnd), menus).slice(footer.innerStart)
}

/** One page as it stands in a copy: a heading and what belongs below it. */
type Section = { page: string, title: string, html: string }

type SectionOptions = {
  /** How far the headings of a page move down: 1 where a section is headed by an `h2`. */
  depth: number
  /** The day of the release, `YYYY-MM-DD`: what has run out by then is not confirmed, whenever the file is read. */
  released?: string | undefined
  /** What follows a contact that somebody has confirmed, given the last day for which that counts, `YYYY-MM-DD`. */
  validUntil: (day: string) => string
  /** The id of the section of an address of this site, such as `/ru/steps`; undefined when the copy has none. */
  idOf: (path: string) => string | undefined
}

/**
 * Takes the article out of a prerendered page and makes it fit for a file: no link leads out, what is confirmed says until when,
 * and headings stand below that of the section.
 *
 * @throws Error when the page has no article or no title
 */
export function toSection(page: string, html: string, { depth, released = '', validUntil, idOf }: SectionOptions): Section {
  // A file does not know the day on which it is read: it says when a contact was confirmed and until when that counts.
  const settled = settlePage(html, { place: 'file', day: (until, current, expired) => until < released ? expired : `${current} ${validUntil(until)}` })
  const { elements } = parseHtml(settled)
  const article = elements.find(({ name }) => name === 'article')
  const title = article && elements.find(element => element.name === 'h1' && isWithin(element, article))
  if (!article || !title) throw new Error(`the page ${page} has no article with a title`)
  const body = elements.filter(element => isWithin(element, article) && element.start >= title.end)
  const sources = listedSources(body)
  const parts = [
    // A file has no links to other sites, so the warning before them would be wrong.
    ...body.filter(element => element.name === 'p' && attributeOf(element, 'class') === 'leaving'),
    ...sources.map(({ entry, host }) => ({ start: entry.innerEnd, end: entry.innerEnd, text: ` ${host}` })),
    ...plainLinks(body, new Set(sources.map(({ host }) => host)), idOf),
    ...lowerHeadings(body, depth),
  ]
  return { page, title: innerHtml(settled, title), html: replaceParts(settled.slice(0, article.innerEnd), parts).slice(title.end) }
}

/** The entries of the list of sources that link to them, each with the host that is written beside its name. */
function listedSources(body: readonly HtmlElement[]): { entry: HtmlElement, host: string }[] {
  const lists = body.filter(element => attributeOf(element, 'class') === 'sources')
  return body.filter(({ name }) => name === 'li').filter(entry => lists.some(list => isWithin(entry, list))).flatMap((entry) => {
    const link = body.find(element => element.name === 'a' && isWithin(element, entry))
    return link ? [{ entry, host: hostOf(link) }] : []
  })
}

/**
 * Only the host of an address: in a file on a phone, words in the rest of it would accuse its owner (“…-surrender-…”), and nobody types it.
 * Publisher and date find the publication.
 */
function hostOf(link: HtmlElement): string {
  return `<small>${new URL(attributeOf(link, 'href') ?? '').hostname.replace(/^www\./, '')}</small>`
}

/**
 * Links within the copy lead to its sections. All others become text: nothing is asked of anybody, by accident or by a tap.
 *
 * @param listed the hosts of sources that the page lists; one that is only named in the text would lose its host
 */
function plainLinks(body: readonly HtmlElement[], listed: ReadonlySet<string>, idOf: SectionOptions['idOf']): Replacement[] {
  return body.filter(({ name }) => name === 'a').flatMap((link) => {
    const href = attributeOf(link, 'href') ?? ''
    const startTag = { start: link.start, end: link.innerStart }
    const id = href.startsWith('/') ? idOf(href) : undefined
    if (id !== undefined) return [{ ...startTag, text: `<a href="#${id}">` }]
    // Only a link to a source names a language.
    const isSource = href.startsWith('http') && attributeOf(link, 'hreflang') !== undefined
    const host = isSource && !listed.has(hostOf(link)) ? ` ${hostOf(link)}` : ''
    return [startTag, { start: link.innerEnd, end: link.end, text: host }]
  })
}

/** Headings stand below that of the section, without an id: nothing leads to them, and two pages may have the same. */
function lowerHeadings(body: readonly HtmlElement[], depth: number): Replacement[] {
  return body.filter(({ name }) => /^h[1-5]$/.test(name)).flatMap(({ name, attributes, start, innerEnd }) => {
    const level = String(Math.min(6, Number(name[1]) + depth))
    const ids = attributes.filter(attribute => attribute.name === 'id')
    return [
      { start: start + '<h'.length, end: start + '<h1'.length, text: level },
      ...ids.map(({ start, end }) => ({ start: start - ' '.length, end })),
      { start: innerEnd + '</h'.length, end: innerEnd + '</h1'.length, text: level },
    ]
  })
}

/** What a copy says in one language. */
export type CopyLanguage = {
  locale: Locale
  /** The language's own name. */
  name: string
  words: Words
  /** The foot of a page, without its menu. */
  foot: string
  sections: Section[]
}

/**
 * One file with everything: one inline style, no script, and a policy that forbids to load anything.
 * With several languages each is a `<details>`, of which one is open at a time; with one, everything is open, so that it prints.
 *
 * @param css the whole stylesheet
 */
export function copyDocument(languages: readonly CopyLanguage[], css: string): string {
  const [only] = languages
  const single = languages.length === 1 ? only : undefined
  const title = single ? single.words('copy.title') : [...new Set(languages.map(({ words }) => words('copy.title')))].join(' · ')
  return [
    '<!DOCTYPE html>',
    `<html lang="${single?.locale ?? defaultLocale}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy(css)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="format-detection" content="telephone=no">',
    '<meta name="robots" content="noindex">',
    `<title>${title}</title>`,
    `<style>${css}</style>`,
    '</head>',
    `<body><main class="copy"><h1>${title}</h1>`,
    ...single
      ? [languageBody(single, 2)]
      : languages.map(language => [
          `<details name="language" id="${language.locale}" lang="${language.locale}"><summary><h2>${language.name}</h2></summary>`,
          languageBody(language, 3),
          '</details>',
        ].join('\n')),
    '</main></body>',
    '</html>\n',
  ].join('\n')
}

/** The id of the section of a page. */
function sectionId(locale: Locale, page: string): string {
  return `${locale}-${page}`
}

function languageBody({ locale, words, foot, sections }: CopyLanguage, level: number): string {
  const contents = sections.map(({ page, title }) => `<li><a href="#${sectionId(locale, page)}">${title}</a></li>`).join('')
  return [
    `<div class="notice" role="note"><p>${words('copy.evidence')}</p></div>`,
    `<p>${words('copy.newer')}</p>`,
    `<p>${words('copy.check')}</p>`,
    `<nav aria-label="${words('copy.contents')} (${locale})"><ul>${contents}</ul></nav>`,
    ...sections.map(({ page, title, html }) =>
      `<details open id="${sectionId(locale, page)}"><summary><h${level}>${title}</h${level}></summary>${html}</details>`),
    `<div class="foot">${foot}</div>`,
  ].join('\n')
}

function policy(css: string): string {
  const hash = createHash('sha256').update(css).digest('base64')
  return `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`
}
