import { normalise } from './normalise.ts'
import { findPhones } from './phone.ts'

/** Something that a reader could call or write to. `text` is as it stands in the original, `start` its offset there. */
export type FoundContact = { kind: 'phone' | 'handle' | 'link' | 'e-mail' | 'onion', text: string, start: number }

/** Stands in a text for an inline tag: invisible, so that what the tag divides is read as one. */
export const inlineBorder = '\u2060'

/** Over normalised text. A space around a dot or a slash does not hide an address. */
const patterns: readonly { kind: FoundContact['kind'], pattern: RegExp }[] = [
  { kind: 'e-mail', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g },
  { kind: 'handle', pattern: /(?<![\w.+-])@ ?[\p{L}\d_]{4,}/gu },
  // Handles of bots end in “bot”: https://core.telegram.org/bots/features#creating-a-new-bot
  { kind: 'handle', pattern: /(?<![\p{L}\d_@/.-])(?!(?:chat|ro)bot\b)[a-z][a-z\d_]{2,}bot(?![\p{L}\d_])/gu },
  { kind: 'link', pattern: /(?<![\p{L}\d])(?:t ?\. ?me|telegram ?\. ?(?:me|dog)) ?\/ ?\S+/gu },
  { kind: 'link', pattern: /(?<![\p{L}\d])(?:wa ?\. ?me ?\/|(?:api|chat)\.whatsapp\.com|signal\.(?:me|group)|viber\.(?:me|click))\S*/gu },
  { kind: 'link', pattern: /(?<![\p{L}\d])(?:vk\.me|m\.me\/|max\.ru|threema\.id|matrix\.to|simplex\.chat|discord\.gg)\S*/gu },
  { kind: 'link', pattern: /(?<![\p{L}\d])(?:tg|whatsapp|viber|sgnl|signal|tel|sms|mailto|callto|skype|xmpp|sip):[^\s"'<>]+/gu },
  { kind: 'onion', pattern: /[a-z\d-]+ ?\. ?onion(?![\p{L}\d])/gu },
]

/**
 * Everything in a text that looks like a way to reach somebody, however it is disguised: other digits, invisible signs, look-alike letters,
 * spaces and signs between digits.
 *
 * @param text plain text: entities decoded, {@link inlineBorder} where an inline tag stands, a line feed between blocks
 * @param allowed texts that may stand there exactly as they are, when nothing is joined to them
 */
export function findContacts(text: string, allowed: readonly string[] = []): FoundContact[] {
  const blanked = blank(text, allowed)
  const { text: plain, offsets } = normalise(blanked)
  const found = [
    ...findPhones(plain).map(place => ({ kind: 'phone' as const, ...place })),
    ...patterns.flatMap(({ kind, pattern }) =>
      [...plain.matchAll(pattern)].map(({ 0: match, index }) => ({ kind, start: index, end: index + match.length }))),
  ]
  return found
    .filter(({ start, end }, index) => !found.some((other, at) => at < index && start < other.end && other.start < end))
    .map(({ kind, start, end }) => {
      const from = offsets[start] ?? 0
      return { kind, text: text.slice(from, offsets[end] ?? text.length).trimEnd(), start: from }
    })
    .sort((a, b) => a.start - b.start)
}

/**
 * Line feeds instead of the allowed texts: of the same length, so that offsets stay, and a border for what stands beside them.
 * A tag is a border too, but not between digits: there the reader sees one number.
 */
function blank(text: string, allowed: readonly string[]): string {
  const longestFirst = allowed.filter(Boolean).toSorted((a, b) => b.length - a.length)
  if (longestFirst.length === 0) return text
  const joined = longestFirst.map(word => RegExp.escape(word)).join('|')
  const before = `(?<![\\p{L}\\p{N}_@.+-]|[\\p{N}+]${inlineBorder}+)`
  const after = `(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}]|${inlineBorder}+\\p{N})`
  return text.replace(new RegExp(`${before}(?:${joined})${after}`, 'gu'), word => '\n'.repeat(word.length))
}
