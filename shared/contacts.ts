import type { Locale } from './locales.ts'
import type { PartialDate } from './format.ts'

export type LocaleText = Record<Locale, string>

/** In the order in which channels are shown. */
export const channelKinds = ['phone', 'telegram', 'whatsapp', 'site'] as const

export type ChannelKind = (typeof channelKinds)[number]

/** In the order in which channels are shown: the hotline, then the search for the missing. */
export const projects = ['hochu-zhit', 'hochu-naiti'] as const

export type Project = (typeof projects)[number]

/** A handle that pretends to be the genuine one. It is printed as plain text, never as a link. */
export type Impostor = { handle: string, imitates: 'bot' | 'channel' }

/**
 * One file of `content/contacts/`.
 *
 * - `value`: phone: E.164; telegram: the handle without `@`; whatsapp: E.164, or null when no number was published; site: the host name.
 * - `published`: when and where the value was last published by somebody else (`source` is a key of `content/sources.yml`).
 * - `confirmed`: when and by whom the value was last compared with the official site; null: never.
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
  confirmed: { on: string, by: string } | null
  sources: string[]
  impostors?: { source: string, handles: Impostor[] } | undefined
  limit_days?: number | undefined
  label: LocaleText
  use: LocaleText
  cost: LocaleText
  reveals: LocaleText
  state: LocaleText
}

/**
 * A channel as pages use it: the file, and what is derived from its value so that nobody types it.
 *
 * - `display`: how the value is printed (no-break spaces between groups of digits); null when there is no value.
 * - `href`: the address of a link. Only a current channel may have a link: ask {@link isCurrent} first.
 */
export type Channel = ChannelEntry & { display: string | null, href: string | null }

/** Days after which a confirmation is too old to show a channel as current. */
export const defaultLimitDays = 90

const dayMilliseconds = 86_400_000

type Confirmable = Pick<ChannelEntry, 'value' | 'confirmed' | 'limit_days'>

/**
 * Whether a person has confirmed the channel, and not longer ago than its limit. Only then may a page link to it.
 * A channel without value, one never confirmed and one confirmed in the future (a typing error or a wrong clock) are not current.
 *
 * @param today the UTC day, `YYYY-MM-DD`
 */
export function isCurrent(channel: Confirmable, today: string): boolean {
  const last = lastCurrentDay(channel)
  return last !== null && channel.confirmed !== null && channel.confirmed.on <= today && today <= last
}

/** The last UTC day, `YYYY-MM-DD`, on which a channel is current; null for one that cannot be. */
export function lastCurrentDay({ value, confirmed, limit_days = defaultLimitDays }: Confirmable): string | null {
  if (value === null || confirmed === null) return null
  return new Date(Date.parse(confirmed.on) + limit_days * dayMilliseconds).toISOString().slice(0, 10)
}
