import { isDynamic } from '../../server/http/dynamic.ts'
import { finding, type Finding } from '../../shared/content/finding.ts'
import type { OutputFile } from './output.ts'
import { readHtml, type PageText } from '../../shared/page/contact-scan.ts'

/** Links within the site that lead to no page, and anchors that the page does not have. */
export function checkOutputTargets(files: readonly OutputFile[]): Finding[] {
  const pages = files.filter(({ path }) => path.endsWith('.html'))
    .map(({ path, file, text }) => ({ file, address: addressOf(path), ...readHtml(text) }))
  const ids = new Map(pages.map(({ address, attributes }) => [address, idsOf(attributes)]))
  const addresses = new Set([...files.map(({ path }) => `/${path}`), ...ids.keys()])
  return pages.flatMap(({ file, address, attributes }) => attributes.flatMap(({ name, value: href, ...place }) => {
    if (name !== 'href' || !/^(?:[#?]|\/(?!\/))/.test(href)) return []
    const [path = '', anchor] = href.replace(/\?[^#]*/, '').split('#')
    const target = path === '' ? address : path.replace(/(?<=.)\/$/, '')
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

function idsOf(attributes: PageText['attributes']): Set<string> {
  return new Set(attributes.filter(({ name }) => name === 'id').map(({ value }) => value))
}
