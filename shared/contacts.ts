import { addDays } from './day.ts'
import type { PartialDate } from './format.ts'
import type { Locale } from './locales.ts'

type LocaleText = Record<Locale, string>

/** In the order in which channels are shown. */
export const channelKinds = ['phone', 'telegram', 'whatsapp', 'site'] as const

export type ChannelKind = (typeof channelKinds)[number]

/** In the order in which channels are shown: the hotline, then the search for the missing. */
export const projects = ['hochu-zhit', 'hochu-naiti'] as const

export type Project = (typeof projects)[number]

/** A handle that pretends to be the genuine one. It is printed as plain text, never as a link. */
type Impostor = { handle: string, imitates: 'bot' | 'channel' }

/** What somebody did: the UTC day, `YYYY-MM-DD`, and a name. */
export type Deed = { on: string, by: string }

/**
 * One file of `content/contacts/`.
 *
 * - `value`: phone: E.164; telegram: the handle without `@`; whatsapp: E.164, or null when no number was published; site: the host name.
 * - `published`: when and where the value was last published by somebody else (`source` is a key of `content/sources.yml`).
 * - `confirmed`: when and by whom the value was last compared with the official site; null: never.
 * - `approved`: when and by whom that was done a second time, independently; null: never.
 * - `limit_days`: how many days a confirmation counts; {@link defaultLimitDays} if absent.
 */
export type ChannelEntry = {
  key: string
  kind: ChannelKind
  project: Project
  value: string | null
  account_id?: string | undefined
  languages: string[]
  hours: string | null
  published: { on: PartialDate, source: string }
  confirmed: Deed | null
  approved: Deed | null
  sources: string[]
  impostors?: { source: string, handles: Impostor[] } | undefined
  limit_days?: number | undefined
  label: LocaleText
  use: LocaleText
  reveals: LocaleText
  state: LocaleText
}

/**
 * A channel as pages use it: the file, and what is derived from its value so that nobody types it.
 *
 * - `display`: how the value is printed (spaces between groups of digits); null when there is no value.
 * - `href`: the address of a link. Only a current channel may have a link: ask {@link isCurrent} first.
 */
export type Channel = ChannelEntry & { display: string | null, href: string | null }

/** Days after which a confirmation is too old to show a channel as current. */
export const defaultLimitDays = 90

/** What people have done about the value of a channel. */
export type Deeds = Pick<ChannelEntry, 'confirmed' | 'approved'>

type Confirmable = Deeds & Pick<ChannelEntry, 'value' | 'limit_days'>

/**
 * Whether one person has confirmed the channel and another has approved that, not longer ago than its limit. Only then may a page link to
 * it. A channel without value and one confirmed or approved in the future (a typing error or a wrong clock) are not current.
 *
 * @param today the UTC day, `YYYY-MM-DD`
 */
export function isCurrent(channel: Confirmable, today: string): boolean {
  const { confirmed, approved } = channel
  const last = lastCurrentDay(channel)
  return last !== null && [confirmed, approved].every(deed => deed !== null && deed.on <= today) && today <= last
}

/**
 * The last UTC day, `YYYY-MM-DD`, on which a channel is current; null for one that cannot be. The limit counts from the confirmation:
 * an approval does not make it younger.
 */
export function lastCurrentDay(channel: Confirmable): string | null {
  const on = lastConfirmed(channel)
  return on === null ? null : addDays(on, channel.limit_days ?? defaultLimitDays)
}

/**
 * The UTC day, `YYYY-MM-DD`, on which a channel was last confirmed, if another person has approved that; null for one of which nobody can say so.
 * It stays true when the confirmation has run out.
 */
export function lastConfirmed({ value, ...deeds }: Confirmable): string | null {
  return value === null || lackOfTwo(deeds) !== undefined ? null : deeds.confirmed?.on ?? null
}

/**
 * The rule of two people: what one has confirmed another approves, on the same day or later, for he looks at what the first has written.
 *
 * @returns what the deeds lack for that; undefined when they are those of two people
 */
export function lackOfTwo({ confirmed, approved }: Deeds): 'confirmation' | 'approval' | 'another-person' | 'later-day' | undefined {
  if (confirmed === null) return 'confirmation'
  if (approved === null) return 'approval'
  if (isSamePerson(confirmed.by, approved.by)) return 'another-person'
  return approved.on < confirmed.on ? 'later-day' : undefined
}

/** Whether two names are those of one person, however they are written: case, spaces and marks make no other person. */
export function isSamePerson(a: string, b: string): boolean {
  return personKey(a) === personKey(b)
}

function personKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** How a value is printed; null when there is none. */
export function displayOf({ kind, value }: Pick<ChannelEntry, 'kind' | 'value'>): string | null {
  if (value === null) return null
  if (kind === 'telegram') return `@${value}`
  if (kind === 'site') return value
  return groupDigits(value)
}

/** Whether somebody of the hotline answers there: its site and its channel of news are only read. */
export function isAnswered({ project, kind, value }: Pick<ChannelEntry, 'project' | 'kind' | 'value'>): boolean {
  return project === 'hochu-zhit' && kind !== 'site' && value !== null && (kind !== 'telegram' || /bot$/i.test(value))
}

/**
 * Channels by the card on which they stand: the phones of a project share one, everything else has its own.
 *
 * @example groupChannels([phone1, phone2, bot]) // [[phone1, phone2], [bot]]
 */
export function groupChannels(channels: readonly Channel[]): [Channel, ...Channel[]][] {
  const groups: [Channel, ...Channel[]][] = []
  for (const channel of channels) {
    const group = groups.find(([{ kind, project }]) => kind === 'phone' && kind === channel.kind && project === channel.project)
    if (group) group.push(channel)
    else groups.push([channel])
  }
  return groups
}

/** The address of a link to a value; null when there is none. */
export function hrefOf({ kind, value }: Pick<ChannelEntry, 'kind' | 'value'>): string | null {
  if (value === null) return null
  if (kind === 'telegram') return `https://t.me/${value}`
  if (kind === 'site') return `https://${value}/`
  return kind === 'phone' ? `tel:${value}` : `https://wa.me/${value.slice(1)}`
}

/**
 * The grouping that people in Ukraine read and dictate: +380 44 123 45 67. Only numbers of Ukraine pass the schema. The spaces are ordinary
 * ones: in a window that is too narrow for a number it wraps between its groups, and the stylesheet lets it wrap nowhere else.
 */
function groupDigits(number: string): string {
  return number.replace(/^(\+380)(\d\d)(\d{3})(\d\d)(\d\d)$/, ['$1', '$2', '$3', '$4', '$5'].join(' '))
}
