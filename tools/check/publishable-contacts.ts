import { isCurrent, type Channel } from '../../shared/contacts.ts'
import { finding, placeCounter, type Finding, type Place } from '../../shared/content/finding.ts'
import type { Content } from '../../shared/content/read.ts'
import { findContacts } from '../../shared/page/contact-scan.ts'
import type { Markdown, Page } from './page.ts'
import type { Site } from './site.ts'

export type PublishedFacts = Pick<Content, 'channels' | 'sources' | 'publisher' | 'mirrors'>

/** What the contact files and sources let stand in published files, each text exactly as it is. */
export type Allowed = {
  /** In texts: also the numbers of accounts, the impostors, about which pages warn, and the addresses of sources, which copies spell out. */
  texts: string[]
  /** Within an address. */
  addresses: string[]
  /** Whole addresses that links may lead to. */
  links: ReadonlySet<string>
}

/** @param today the UTC day, `YYYY-MM-DD` */
export function allowedContacts({ channels, sources, publisher, mirrors }: PublishedFacts, today: string): Allowed {
  const addresses = channels.flatMap(genuine)
  const sourceUrls = Object.values(sources).flatMap(({ url }) => url ?? [])
  return {
    addresses,
    texts: [
      ...addresses,
      ...channels.flatMap(impostors),
      ...channels.flatMap(({ account_id }) => account_id ?? []),
      ...sourceUrls,
      ...mirrors.map(({ address }) => address),
      ...(publisher.security ? [publisher.security.contact] : []),
    ],
    links: new Set([
      ...channels.filter(channel => isCurrent(channel, today)).flatMap(({ href }) => href ?? []),
      ...sourceUrls,
      ...mirrors.filter(({ kind }) => kind !== 'onion').map(({ address }) => address),
      ...(publisher.source_url ? [publisher.source_url] : []),
    ]),
  }
}

function genuine({ kind, value, display, href }: Channel): string[] {
  return [value, display, href, kind === 'telegram' ? `@${value}` : null].filter(text => text !== null)
}

function impostors({ impostors }: Channel): string[] {
  return (impostors?.handles ?? []).flatMap(({ handle }) => [handle, `@${handle}`])
}

/** `key`: of the channel whose value it is. */
type Typed = { text: string, start: number, key?: string }

/** A text of an editor; `allowed` are the contacts that belong there, `placeAt` maps its offsets. */
type Passage = { file: string, text: string, allowed: readonly string[], placeAt: (offset: number) => Place }

/** Numbers, handles, messenger and e-mail addresses typed where only `:channel{key=…}` may name a contact. */
export function checkTextContacts({ pages, texts, messages, content }: Pick<Site, 'pages' | 'texts' | 'messages' | 'content'>): Finding[] {
  const passages: Passage[] = [
    ...pages.flatMap(pagePassages),
    ...messages.flatMap(({ file, entries }) =>
      [...entries.values()].map(({ text, ...place }) => ({ file, text, allowed: [], placeAt: () => place }))),
    ...texts.map(({ file, text, allowed }) => ({ file, text, allowed, placeAt: placeCounter(text) })),
  ]
  return passages.flatMap(({ file, text, allowed, placeAt }) => typedContacts(text, content.channels, allowed)
    .map(({ text, start, key }) => key === undefined
      ? finding('contact-typed', file, placeAt(start), { text })
      : finding('contact-known', file, placeAt(start), { text, key })))
}

function pagePassages({ file, markdown, yaml, frontMatter }: Page): Passage[] {
  const fields = ['title', 'description'] as const
  return [
    { file, text: softWrap(markdown), allowed: [], placeAt: placeCounter(markdown.body, markdown.bodyLine) },
    ...fields.map(field => ({ file, text: frontMatter?.[field] ?? '', allowed: [], placeAt: () => yaml.placeOf([field]) })),
  ]
}

function typedContacts(text: string, channels: readonly Channel[], allowed: readonly string[]): Typed[] {
  const disguised = findContacts(text, allowed).map(({ text, start }) => ({ text, start }))
  const known = knownValues(channels).filter(({ value }) => !allowed.includes(value)).flatMap(known => plainContacts(text, known))
  return [...disguised, ...known.filter(one => !disguised.some(other => overlap(one, other)))]
}

/** Where a value that is known stands as a word of its own, in whatever capitals. */
function plainContacts(text: string, { value, key }: { value: string, key: string }): Typed[] {
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${RegExp.escape(value)}(?![\\p{L}\\p{N}_])`, 'giu')
  return [...text.matchAll(word)].map(({ 0: found, index }) => ({ text: found, start: index, key }))
}

function overlap(a: Typed, b: Typed): boolean {
  return a.start < b.start + b.text.length && b.start < a.start + a.text.length
}

/** Genuine values, numbers of accounts and impostors, each with the channel that it belongs to. */
function knownValues(channels: readonly Channel[]): { value: string, key: string }[] {
  return channels.flatMap(({ key, value, account_id, impostors }) =>
    [value ?? [], account_id ?? [], (impostors?.handles ?? []).map(({ handle }) => handle)].flat().map(text => ({ value: text, key })))
}

/** A line feed within a paragraph is a space. Of the same length, so that offsets stay. */
function softWrap({ body, blocks }: Markdown): string {
  return blocks.reduce((text, { from, to }) => text.slice(0, from) + text.slice(from, to).replaceAll('\n', ' ') + text.slice(to), body)
}
