import { test as base, type Site } from './site.ts'
import type { StaticCopy } from './static-copy.ts'

/** Where pages are read. What differs for a reader between the site and a static copy of it is named here. */
export interface Place {
  port: number
  /** Where a page is, given its address on the site: `/ru/steps` or `/some/path/ru/steps/index.html`. */
  pathOf: (page: string) => string
  /** The same with the origin. */
  addressOf: (page: string) => string
  /** What a link of a page leads to, as an address on the site; what leads elsewhere stays as it is. */
  targetOf: (href: string, page: string) => string
  /** How the quick exit leaves: by the page’s own address, or by that of a blank page, which leaves the page behind the button Back. */
  exit: 'server' | 'copy'
  /** In which the pages are sent. nginx knows no Brotli by itself. */
  encodings: readonly ('br' | 'gzip')[]
}

/** The site by its own server. */
export function onServer({ origin, port }: Site): Place {
  return { port, pathOf: page => page, addressOf: page => origin + page, targetOf: href => href, exit: 'server', encodings: ['br', 'gzip'] }
}

function inCopy({ address, port }: StaticCopy): Place {
  const addressOf = (page: string) => `${address}${page.slice(1)}/index.html`
  return {
    port,
    pathOf: page => new URL(addressOf(page)).pathname,
    addressOf,
    targetOf: (href, page) => {
      const target = new URL(href, addressOf(page)).href
      return href.startsWith('#') || !target.startsWith(address) ? href : `/${target.slice(address.length)}`.replace(/(?<=.)\/index\.html$|(?<=^\/)index\.html$/, '')
    },
    exit: 'copy',
    encodings: ['gzip'],
  }
}

type Reading = { place: Place }

/** The test function of what holds in both places, with where it reads. */
export const readings = [
  { where: 'on the site', test: base.extend<Reading>({ place: ({ site }, use) => use(onServer(site)) }) },
  { where: 'in a static copy below a path', test: base.extend<Reading>({ place: ({ copy }, use) => use(inCopy(copy)) }) },
] as const
