import type { Channel } from '../../shared/contacts.ts'
import { errorAt, type Finding } from '../../shared/content/finding.ts'
import { lineCounter } from './markdown.ts'
import { findContacts } from './scan/scan.ts'
import type { Site } from './site.ts'

type Typed = { text: string, start: number, mend: string }

/** Numbers, handles, messenger and e-mail addresses typed where only `:channel{key=…}` may name a contact. */
export function checkTextContacts({ pages, texts, messages, content: { channels } }: Pick<Site, 'pages' | 'texts' | 'messages' | 'content'>): Finding[] {
  return [
    ...pages.flatMap(({ file, markdown: { body, bodyLine }, yaml, frontMatter }) => [
      ...typedContacts(softWrap(body), channels).map(at(file, lineCounter(body, bodyLine))),
      ...(['title', 'description'] as const).flatMap(field => typedContacts(frontMatter?.[field] ?? '', channels).map(at(file, () => yaml.lineOf([field])))),
    ]),
    ...messages.flatMap(({ file, entries }) => [...entries.values()].flatMap(({ text, line }) => typedContacts(text, channels).map(at(file, () => line)))),
    ...texts.flatMap(({ file, text, allowed }) => typedContacts(text, channels, allowed).map(at(file, lineCounter(text)))),
  ]
}

function at(file: string, lineAt: (offset: number) => number): (typed: Typed) => Finding {
  return ({ text, start, mend }) => errorAt('typed-contact', file, lineAt(start), `“${text}” looks like a contact`, mend)
}

function typedContacts(text: string, channels: readonly Channel[], allowed: readonly string[] = []): Typed[] {
  const disguised = findContacts(text, allowed).map(({ text, start }) => ({ text, start, mend: 'contacts stand in content/contacts alone; in a page write :channel{key=…}' }))
  const known = knownValues(channels).filter(({ value }) => !allowed.includes(value)).flatMap(({ value, key }) => {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])${RegExp.escape(value)}(?![\\p{L}\\p{N}_])`, 'giu')
    return [...text.matchAll(pattern)].map(match => ({ text: match[0], start: match.index, mend: `in a page write :channel{key=${key}}, or ::impostors` }))
  })
  return [...disguised, ...known.filter(one => !disguised.some(other => overlap(one, other)))]
}

function overlap(a: Typed, b: Typed): boolean {
  return a.start < b.start + b.text.length && b.start < a.start + a.text.length
}

/** Longest first, so that a handle is not found within a longer one. */
function knownValues(channels: readonly Channel[]): { value: string, key: string }[] {
  return channels
    .flatMap(({ key, value, account_id, impostors }) => [value, account_id, ...(impostors?.handles ?? []).map(({ handle }) => handle)].flatMap(text => text ? [{ value: text, key }] : []))
    .sort((a, b) => b.value.length - a.value.length)
}

/** A line feed within a paragraph is a space; only blank lines and new blocks divide. Of the same length, so that offsets stay. */
function softWrap(markdown: string): string {
  return markdown.replace(/\n(?![ \t]*(?:\n|[-*+#:|]|\d+[.)]\s))(?<!\n[ \t]*\n)/g, ' ')
}
