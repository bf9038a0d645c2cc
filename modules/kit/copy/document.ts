import { createHash } from 'node:crypto'
import { defaultLocale, type Locale } from '../../../shared/locales.ts'
import type { Section } from './section.ts'

/** What a copy says in one language. */
export type CopyLanguage = {
  locale: Locale
  /** The language's own name. */
  name: string
  words: (key: string) => string
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
  const title = single ? single.words('copy.title') : languages.map(({ words }) => words('copy.title')).filter(distinct).join(' · ')
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
export function sectionId(locale: Locale, page: string): string {
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

function distinct(text: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(text) === index
}
