import type { Channel } from '../../shared/contacts.ts'
import { errorAt, type Finding } from '../../shared/content/finding.ts'
import { lineCounter } from './markdown.ts'
import type { Page } from './page.ts'
import { findContacts } from './scan/scan.ts'
import type { Site } from './site.ts'

type Typed = { text: string, start: number, mend: string }

/** A text of an editor; `allowed` are the contacts that belong there, `lineAt` maps its offsets. */
type Passage = { file: string, text: string, allowed: readonly string[], lineAt: (offset: number) => number }

/** Numbers, handles, messenger and e-mail addresses typed where only `:channel{key=…}` may name a contact. */
export function checkTextContacts({ pages, texts, messages, content }: Pick<Site, 'pages' | 'texts' | 'messages' | 'content'>): Finding[] {
  const passages: Passage[] = [
    ...pages.flatMap(pagePassages),
    ...messages.flatMap(({ file, entries }) =>
      [...entries.values()].map(({ text, line }) => ({ file, text, allowed: [], lineAt: () => line }))),
    ...texts.map(({ file, text, allowed }) => ({ file, text, allowed, lineAt: lineCounter(text) })),
  ]
  return passages.flatMap(({ file, text, allowed, lineAt }) => typedContacts(text, content.channels, allowed)
    .map(typed => errorAt('typed-contact', file, lineAt(typed.start), `“${typed.text}” looks like a contact`, typed.mend)))
}

function pagePassages({ file, markdown: { body, bodyLine }, yaml, frontMatter }: Page): Passage[] {
  const fields = ['title', 'description'] as const
  return [
    { file, text: softWrap(body), allowed: [], lineAt: lineCounter(body, bodyLine) },
    ...fields.map(field => ({ file, text: frontMatter?.[field] ?? '', allowed: [], lineAt: () => yaml.lineOf([field]) })),
  ]
}

function typedContacts(text: string, channels: readonly Channel[], allowed: readonly string[]): Typed[] {
  const mend = 'contacts stand in content/contacts alone; in a page write :channel{key=…}'
  const disguised = findContacts(text, allowed).map(({ text, start }) => ({ text, start, mend }))
  const known = knownValues(channels).filter(({ value }) => !allowed.includes(value)).flatMap(known => plainContacts(text, known))
  return [...disguised, ...known.filter(one => !disguised.some(other => overlap(one, other)))]
}

/** Where a value that is known stands as a word of its own, in whatever capitals. */
function plainContacts(text: string, { value, key }: { value: string, key: string }): Typed[] {
  const word = new RegExp(`(?<![\\p{L}\\p{N}_])${RegExp.escape(value)}(?![\\p{L}\\p{N}_])`, 'giu')
  const mend = `in a page write :channel{key=${key}}, or ::impostors`
  return [...text.matchAll(word)].map(({ 0: found, index }) => ({ text: found, start: index, mend }))
}

function overlap(a: Typed, b: Typed): boolean {
  return a.start < b.start + b.text.length && b.start < a.start + a.text.length
}

/** Genuine values, numbers of accounts and impostors, each with the channel that it belongs to. */
function knownValues(channels: readonly Channel[]): { value: string, key: string }[] {
  return channels.flatMap(({ key, value, account_id, impostors }) =>
    [value ?? [], account_id ?? [], (impostors?.handles ?? []).map(({ handle }) => handle)].flat().map(text => ({ value: text, key })))
}

/** A line feed within a paragraph is a space; only blank lines and new blocks divide. Of the same length, so that offsets stay. */
function softWrap(markdown: string): string {
  return markdown.replace(/\n(?![ \t]*(?:\n|[-*+#:|]|\d+[.)]\s))(?<!\n[ \t]*\n)/g, ' ')
}
