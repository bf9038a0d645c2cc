import { fileStart, finding, type Finding, type Place } from '../../shared/content/finding.ts'
import type { Content } from '../../shared/content/read.ts'
import { localeCodes } from '../../shared/locales.ts'
import { isPartialDate } from '../../shared/content/schemas.ts'
import { authorities, noticeKinds } from '../../shared/certainty.ts'
import { readingPlaces, readPlaces } from '../../shared/page/places.ts'
import { menuPages, pagePath, safetyPages } from '../../shared/paths.ts'
import type { Attributed, ComponentUse, Link, Page } from './page.ts'
import type { Site } from './site.ts'

const menuFile = 'content/menu.yml'
const sourcesFile = 'content/sources.yml'

/** Pages that a locale lacks, pages that the menu lacks, and entries of the menu without a page. */
export function checkCompleteness({ content: { menu, files }, pages }: Pick<Site, 'content' | 'pages'>): Finding[] {
  const names = [...new Set(pages.map(({ name }) => name))]
  const listed = new Set(menuPages(menu))
  const yaml = files.find(({ file }) => file === menuFile)?.yaml
  return [
    ...names.flatMap(name => localeCodes
      .filter(locale => !pages.some(page => page.name === name && page.locale === locale))
      .map(locale => finding('page-missing', `content/${locale}/${name}.md`, fileStart))),
    ...pages.filter(({ name }) => !listed.has(name)).map(({ file }) => finding('page-not-in-menu', file, fileStart)),
    ...menu.groups.flatMap(({ pages }, group) => pages.flatMap((page, index) => names.includes(page)
      ? []
      : [finding('menu-without-page', menuFile, yaml?.placeOf(['groups', group, 'pages', index]) ?? fileStart, { page })])),
    ...menu.bar.flatMap((page, index) => listed.has(page)
      ? []
      : [finding('menu-without-page', menuFile, yaml?.placeOf(['bar', index]) ?? fileStart, { page })]),
    ...pages.flatMap(({ file, yaml, frontMatter, name }) => (frontMatter?.next ?? []).flatMap((page, index) => names.includes(page) && page !== name
      ? []
      : [finding('menu-without-page', file, yaml.placeOf(['next', index]), { page })])),
  ]
}

/** Sources that content/sources.yml does not have, those that nothing names, and statements without any on the pages that bear on safety. */
export function checkSources({ pages, content }: Pick<Site, 'pages' | 'content'>): Finding[] {
  const known = new Set(Object.keys(content.sources))
  return [
    ...unusedSources(pages, content),
    ...pages.flatMap(({ file, name, markdown: { components, statements } }) => [
      ...components.flatMap(({ name, attributes, line, column }) => {
        const key = name === 'source' ? textOf(attributes.key) : undefined
        return key === undefined || known.has(key) ? [] : [finding('unknown-source', file, { line, column }, { key })]
      }),
      ...(safetyPages.includes(name) ? statements.flatMap(({ keys, ...place }) => keys.length > 0 ? [] : [finding('citation', file, place)]) : []),
    ]),
  ]
}

function unusedSources(pages: readonly Page[], { sources, files }: Content): Finding[] {
  const cited = new Set([
    ...pages.flatMap(({ markdown }) => markdown.components.map(({ attributes }) => attributes.key)),
    ...files.flatMap(({ yaml }) => yaml.texts.map(({ value }) => value)),
  ])
  const yaml = files.find(({ file }) => file === sourcesFile)?.yaml
  return Object.keys(sources).filter(key => !cited.has(key)).map(key => finding('unused-source', sourcesFile, yaml?.placeOf([key]) ?? fileStart, { key }))
}

/** Links that lead nowhere, to another locale, to the page itself or out of the site; and what pages may not contain. */
export function checkLinks(pages: readonly Page[]): Finding[] {
  return pages.flatMap(page => [
    ...page.markdown.links.flatMap(link => linkFindings(page, link, pages)),
    ...page.markdown.refused.map(({ what, ...place }) => finding('markdown', page.file, place, { what: { term: what } })),
    ...page.markdown.signs.map(({ text, ...place }) => finding('markdown-sign', page.file, place, { text })),
    ...page.markdown.emoji.map(({ text, ...place }) => finding('markdown-emoji', page.file, place, { text })),
    ...bareAddresses(page),
  ])
}

function linkFindings(page: Page, { href, text, ...place }: Link, pages: readonly Page[]): Finding[] {
  const { file } = page
  const start = `/${page.locale}`
  if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(href)) return [finding('link-outside', file, place, { href })]
  if (text.trim() === '') return [finding('link-text', file, place, { href })]
  if (/[#?]/.test(href)) return [finding('link-anchor', file, place, { href, page: href.replace(/[#?].*/, '') })]
  const target = pages.find(candidate => pagePath(candidate.locale, candidate.name) === href)
  if (!target) return [finding('link-nowhere', file, place, { href, start })]
  if (target.locale !== page.locale) return [finding('link-language', file, place, { href, start })]
  if (target === page) return [finding('link-itself', file, place)]
  const title = target.frontMatter?.title ?? text
  if (text !== title) return [finding('link-name', file, place, { text, title })]
  return []
}

/** A typed address outside of a link; some Markdown readers make it one. */
function bareAddresses({ file, markdown: { body, bodyLine } }: Page): Finding[] {
  return body.split('\n').flatMap((text, index) => {
    const column = text.search(/(?<!\]\(\s*<?)(?:https?:\/\/|\bwww\.)/i) + 1
    return column > 0 ? [finding('link-typed', file, { line: bodyLine + index, column })] : []
  })
}

/** How a component is written: `form` as an example, the attributes that it may have, and whether it stands in a line and holds words. */
type Usage = { form: string, attributes: readonly string[], inline?: boolean, hasContent?: boolean }

const usages: Readonly<Record<string, Usage>> = {
  amount: { form: ':amount{key=…}', attributes: ['key'], inline: true },
  channel: { form: ':channel{key=…}', attributes: ['key'], inline: true },
  certainty: { form: ':certainty{is=promised by=project on=2024-10}', attributes: ['is', 'by', 'on'], inline: true },
  icon: { form: ':icon{key=…}', attributes: ['key'], inline: true },
  notice: { form: '::notice{kind=…} ⏎ … ⏎ ::', attributes: ['kind'], hasContent: true },
  only: { form: '::only{where="…"} ⏎ … ⏎ ::', attributes: ['where'], hasContent: true },
  sides: { form: '::sides ⏎ … ⏎ ::', attributes: [], hasContent: true },
  source: { form: ':source{key=…}', attributes: ['key'], inline: true },
  unknown: { form: '::unknown ⏎ … ⏎ ::', attributes: [], hasContent: true },
  ways: { form: '::ways ⏎ … ⏎ ::', attributes: [], hasContent: true },
}

/** A component that is written otherwise than it works, or does not exist; attributes; channels and figures that no file has. */
export function checkComponents({ pages, components, content }: Pick<Site, 'pages' | 'components' | 'content'>): Finding[] {
  const keys: Record<string, readonly string[]> = {
    channel: content.contactNames,
    amount: content.figures.map(({ key }) => key),
  }
  const places: Record<string, string> = { channel: 'content/contacts', amount: 'content/figures.yml' }
  return pages.flatMap(({ file, markdown }) => [
    ...markdown.components.flatMap(use => useFindings(file, use)),
    ...markdown.attributed.flatMap(attributed => attributedFindings(file, attributed)),
  ])

  function useFindings(file: string, use: ComponentUse): Finding[] {
    const { name, attributes, line, column } = use
    const place = { line, column }
    if (!components.includes(name)) return [finding('component', file, place, { name, known: components.join(', ') })]
    const usage = usages[name] ?? { form: `::${name} ⏎ ::`, attributes: [] }
    return [
      ...Object.keys(attributes).filter(attribute => !usage.attributes.includes(attribute))
        .map(attribute => finding('attribute', file, place, { attribute, form: usage.form })),
      ...(isWritten(use, usage) && hasItsValues(use) ? [] : [finding('component-form', file, place, { name, form: usage.form })]),
      ...(name === 'only' ? onlyFindings(file, place, textOf(attributes.where) ?? '') : keyFindings(file, place, name, textOf(attributes.key))),
    ]
  }

  function keyFindings(file: string, place: Place, name: string, key: string | undefined): Finding[] {
    const known = keys[name]
    if (!known || (key !== undefined && known.includes(key))) return []
    if (key === undefined) return [finding('component-no-key', file, place, { name })]
    return [finding('component-key', file, place, { name, key, place: places[name] ?? 'content', known: known.join(', ') })]
  }
}

/** What a mark of certainty names depends on what it says. */
function hasItsValues({ name, attributes: { is, by, on, kind } }: ComponentUse): boolean {
  if (name === 'notice') return kind === undefined || noticeKinds.some(known => known === kind)
  if (name !== 'certainty') return true
  if (is === 'unknown') return by === undefined && on === undefined
  const isDated = typeof on === 'string' && isPartialDate(on)
  return isDated && (is === 'old' ? by === undefined : (is === 'promised' || is === 'checked') && authorities.some(known => known === by))
}

/** `::only` within another would end both: see shared/page/places.ts. */
function isWritten({ name, form, hasContent, within }: ComponentUse, usage: Usage): boolean {
  return form === (usage.inline ? 'inline' : 'block') && hasContent === (usage.hasContent ?? false) && !(name === 'only' && within.includes(name))
}

/** Of words in brackets the language may be named; nothing else has attributes. */
function attributedFindings(file: string, { of, attributes, ...place }: Attributed): Finding[] {
  return Object.entries(attributes).filter(([name, value]) => of === undefined || name !== 'lang' || !/^[a-z]{2,3}$/.test(textOf(value) ?? ''))
    .map(([attribute]) => finding('attribute', file, place, { attribute, form: '[…]{lang="ru"}' }))
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function onlyFindings(file: string, place: Place, where: string): Finding[] {
  return readPlaces(where) ? [] : [finding('component-place', file, place, { where, known: readingPlaces.join(', ') })]
}
