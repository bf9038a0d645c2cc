import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HtmlValidate, type ConfigData } from 'html-validate'
import { isDynamic } from '../../server/http/dynamic.ts'
import { fileStart, finding, placeCounter, type Finding } from '../../shared/content/finding.ts'
import type { Leave } from '../../shared/content/schemas.ts'
import { localeCodes } from '../../shared/locales.ts'
import { inlineBorder, readHtml, type PageText } from '../../shared/page/contact-scan.ts'
import { attributeOf, innerHtml, type HtmlElement } from '../../shared/page/html.ts'
import { blankPage, parsePath } from '../../shared/paths.ts'
import { isPublishable, isReleaseFile, uncompressed } from '../../shared/published.ts'
import { listFiles, openers } from '../kit/files.ts'

/** A published file. `path` is relative to the published folder, `file` to the root. */
export type OutputFile = { path: string, file: string, text: string }

/** What the rules here can read. Nobody would find a wrong number in a picture. */
const readable = /\.(?:html|txt|xml)$/

/**
 * Reads what a build has published. Files that may not be there are findings, and compressed forms that say something else than their file.
 *
 * @param root what the paths in findings are relative to
 * @param folder the published folder, relative to the root
 */
export function readOutput(root: string, folder: string): { files: OutputFile[], findings: Finding[] } {
  const published = join(root, folder)
  // What a release adds for the server are digests, which no rule here can read: `npm run verify` does.
  const paths = existsSync(published) ? listFiles(published).filter(path => !isReleaseFile(path)) : []
  if (paths.length === 0) return { files: [], findings: [finding('output', folder, fileStart)] }
  return {
    files: paths.filter(isReadable)
      .map(path => ({ path, file: `${folder}/${path}`, text: readFileSync(join(root, folder, path), 'utf8') })),
    findings: paths.filter(path => !isReadable(path)).flatMap(path => strangerFindings(root, folder, path)),
  }
}

function isReadable(path: string): boolean {
  return isPublishable(path) && readable.test(path)
}

function strangerFindings(root: string, folder: string, path: string): Finding[] {
  const original = uncompressed(path)
  const open = Object.entries(openers).find(([suffix]) => path === original + suffix)?.[1]
  if (!open || !isReadable(original)) return [finding('output-file', `${folder}/${path}`, fileStart)]
  if (matches(join(root, folder, path), join(root, folder, original), open)) return []
  return [finding('output-compressed', `${folder}/${path}`, fileStart, { original })]
}

function matches(compressed: string, original: string, open: (bytes: Buffer) => Buffer): boolean {
  try {
    return open(readFileSync(compressed)).equals(readFileSync(original))
  }
  catch {
    return false
  }
}

/** A published page and what is read in it. */
type OutputPage = { path: string, file: string, html: string } & Pick<PageText, 'attributes' | 'elements'> & { words: Pick<PageText, 'text' | 'placeAt'> }

export function pagesOf(files: readonly OutputFile[]): OutputPage[] {
  return files.filter(({ path }) => path.endsWith('.html')).map(({ path, file, text: html }) => {
    const { elements, attributes, ...words } = readHtml(html)
    return { path, file, html, elements, attributes, words }
  })
}

/** How the recommended rules of html-validate are changed, each with its reason. */
const htmlRules: ConfigData['rules'] = {
  // Nuxt names its root element `__nuxt`; HTML allows every id without a space.
  'valid-id': ['error', { relaxed: true }],
  // 60 characters for the title of the page, which its schema holds, and the name of the site after it.
  'long-title': ['error', { maxlength: 110 }],
  // The stylesheet keeps a number on one line; with no-break spaces its end would lie outside of a window that is narrower than the number.
  'tel-non-breaking': 'off',
}

/** What no page of this site may have, anywhere in its source. */
const leftovers = ['<script', '{{', '[object Object]']

/** What a program writes when a value is missing. */
const missing = /\b(?:undefined|NaN)\b/

/** Leftovers of programs, and HTML that is not valid. */
export function checkOutputHtml(pages: readonly OutputPage[]): Finding[] {
  const validator = new HtmlValidate({ root: true, extends: ['html-validate:recommended'], rules: htmlRules })
  return pages.flatMap(({ file, html, words, attributes }) => {
    const word = missing.exec(words.text)
    return [
      ...leftovers.map(text => ({ text, at: html.search(new RegExp(RegExp.escape(text), 'i')) })).filter(({ at }) => at >= 0)
        .map(({ text, at }) => finding('output-leftover', file, placeCounter(html)(at), { text })),
      ...word ? [finding('output-leftover', file, words.placeAt(word.index), { text: word[0] })] : [],
      ...attributes.filter(({ value }) => missing.test(value))
        .map(({ name, value, ...place }) => finding('output-leftover', file, place, { text: `${name}="${value}"` })),
      ...validator.validateStringSync(html, file).results.flatMap(({ messages }) => messages.map(({ message, ruleId, selector, ...place }) =>
        finding('output-html', file, place, { detail: `${message} (${ruleId})${selector ? `: ${selector}` : ''}` }))),
    ]
  })
}

/** Links within the site that lead to no page, and anchors that the page does not have. */
export function checkOutputTargets(files: readonly OutputFile[], pages: readonly OutputPage[]): Finding[] {
  const ids = new Map(pages.map(({ path, attributes }) => [addressOf(path), new Set(attributes.filter(({ name }) => name === 'id').map(({ value }) => value))]))
  const addresses = new Set([...files.map(({ path }) => `/${path}`), ...ids.keys()])
  return pages.flatMap(({ file, path, attributes }) => attributes.flatMap(({ name, value: href, ...place }) => {
    if (name !== 'href' || !/^(?:[#?]|\/(?!\/))/.test(href)) return []
    const [way = '', anchor] = href.replace(/\?[^#]*/, '').split('#')
    const target = way === '' ? addressOf(path) : way.replace(/(?<=.)\/$/, '')
    // The start page is answered by the process itself, the statistics by the framework.
    if (!addresses.has(target)) return target === '/' || isDynamic(target) ? [] : [finding('output-no-page', file, place, { href })]
    if (!anchor || ids.get(target)?.has(decodeURIComponent(anchor)) !== false) return []
    return [finding('output-no-anchor', file, place, { href })]
  }))
}

/** @example addressOf('ru/steps/index.html') // '/ru/steps' */
function addressOf(path: string): string {
  return `/${path.replace(/(?:^|\/)index\.html$/, '')}`
}

/** What a reader could fill in, and what would send it. */
const fields = new Set('form input button select textarea dialog'.split(' '))

/**
 * Every page of a locale has the quick exit, once; the few links of no locale have none, nor have files to keep, which no server answers. Only
 * the blank page of a locale leads on by itself, to the site that content/leave.yml names for that locale, and shows nothing. Nowhere is
 * anything to fill in. No page links to a fragment: from an address with one, a link to the page's own address does not replace it.
 *
 * @param leave undefined when the file is wrong, which is a finding already
 */
export function checkOutputExit(pages: readonly OutputPage[], leave: Leave | undefined): Finding[] {
  return pages.flatMap(({ path, file, html, elements, attributes }) => {
    const locale = localeCodes.find(code => path === `${code}/${blankPage}/index.html`)
    const exits = attributes.filter(({ name, value }) => name === 'id' && value === 'exit').length
    const isPage = !locale && parsePath(`/${path}`).locale !== undefined
    // Anything in place of this one form is refused, so nothing else need be looked for.
    const expected = locale && leave ? `<meta http-equiv="refresh" content="0;url=${leave[locale]}">` : ''
    const found = elements.filter(element => element.name === 'meta' && attributeOf(element, 'http-equiv')?.toLowerCase() === 'refresh')
      .map(({ start, end }) => html.slice(start, end)).join()
    // A copy to keep has no exit, and nothing but fragments to lead through it.
    const fragment = path.startsWith('files/') ? undefined : attributes.find(({ name, value }) => name === 'href' && value.includes('#'))
    return [
      ...exits === (isPage ? 1 : 0) ? [] : [finding('exit-count', file, fileStart, { count: exits })],
      ...found === expected ? [] : [finding('exit-leads', file, fileStart, { found: found || { term: 'nowhere' } })],
      ...locale && shows(html, elements) ? [finding('exit-shows', file, fileStart)] : [],
      ...fragment ? [finding('exit-fragment', file, fragment)] : [],
      ...elements.some(({ name }) => fields.has(name)) || attributes.some(({ name }) => name === 'contenteditable') ? [finding('exit-form', file, fileStart)] : [],
    ]
  })
}

/** Whether anything but empty elements stands in the body of a page. */
function shows(html: string, elements: readonly HtmlElement[]): boolean {
  const body = elements.find(({ name }) => name === 'body')
  return body !== undefined && readHtml(innerHtml(html, body)).text.replaceAll(inlineBorder, '').trim() !== ''
}
