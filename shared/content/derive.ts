import type { Channel, ChannelEntry } from '../contacts.ts'

/** Adds to a checked entry how its value is printed and linked. Digits and letters stay exactly those of the file. */
export function deriveChannel(entry: ChannelEntry): Channel {
  return { ...entry, display: displayOf(entry), href: hrefOf(entry) }
}

/** How a value is printed; null when there is none. */
export function displayOf({ kind, value }: Pick<ChannelEntry, 'kind' | 'value'>): string | null {
  if (value === null) return null
  if (kind === 'telegram') return `@${value}`
  if (kind === 'site') return value
  return groupDigits(value)
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
