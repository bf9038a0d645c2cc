import { displayOf, hrefOf } from '../../../shared/content/derive.ts'
import { localeCodes } from '../../../shared/locales.ts'
import { isContactLink } from '../../check/scan/contact-link.ts'
import { readHtml } from '../../check/scan/html.ts'
import { findContacts, inlineBorder } from '../../check/scan/scan.ts'
import type { Manifest } from '../manifest.ts'
import { sideBySide } from '../side-by-side.ts'
import { unlistedOnion } from './onion-problems.ts'
import { verifyMarkup } from './verify-markup.ts'

type Channel = Manifest['channels'][number]

/**
 * Where pages print other contacts than the manifest has or could lead readers elsewhere, and contact pages that lack a channel.
 *
 * @param pages HTML by place, for example `fr/contact/index.html`
 * @param links addresses of others to which pages may lead; undefined: any, for every byte of the pages is compared besides
 * @returns one problem each; a value that was changed stands beside that of the manifest
 */
export function verifyChannels(pages: ReadonlyMap<string, string>, { channels, mirrors }: Pick<Manifest, 'channels' | 'mirrors'>, links?: ReadonlySet<string>): string[] {
  // Of its own onion service the site names the host alone.
  const onions = mirrors.flatMap(({ kind, address }) => kind === 'onion' ? URL.parse(address)?.hostname ?? [] : [])
  const allowed = [...channels.flatMap(textsOf), ...mirrors.map(({ address }) => address), ...onions]
  const hrefs = channels.map(hrefOf).filter(href => href !== null)
  const ways = { signed: [...hrefs, ...mirrors.map(({ address }) => address)], links }
  return [
    ...[...pages].flatMap(([file, html]) => {
      const { text, attributes } = readHtml(html)
      const strangeLinks = attributes.filter(({ name, value }) => name === 'href' && isContactLink(value) && !hrefs.includes(value)).map(({ value }) => value)
      const strangeTexts = findContacts(text, allowed)
        .map(({ kind, text }) => ({ kind, shown: text.replaceAll(inlineBorder, '') }))
        // Digests and the addresses of sources have as many digits as phone numbers, but no plus, and are like none of ours.
        .filter(({ kind, shown }) => kind !== 'phone' || shown.trim().startsWith('+') || nearest(shown, channels) !== undefined)
        .map(({ kind, shown }) => kind === 'onion' ? `${file} names ${shown}, ${unlistedOnion}` : changed(file, shown, channels))
      return [...verifyMarkup(file, html, ways), ...strangeTexts, ...strangeLinks.map(shown => changed(file, shown, channels))]
    }),
    ...localeCodes.flatMap((locale) => {
      const file = `${locale}/contact/index.html`
      const text = readHtml(pages.get(file) ?? '').text
      return channels.flatMap(channel => missing(file, text, channel))
    }),
  ]
}

function textsOf({ kind, value, account_id, impostors }: Channel): string[] {
  const channel = { kind, value }
  return [value, displayOf(channel), hrefOf(channel), kind === 'telegram' ? `@${value}` : null, account_id, ...impostors.flatMap(handle => [handle, `@${handle}`])]
    .filter(text => text !== null)
}

function missing(file: string, text: string, { key, kind, value }: Channel): string[] {
  const display = displayOf({ kind, value })
  return display === null || text.includes(display) ? [] : [`${file} does not show the channel ${key}: ${display}`]
}

/** The signed text that a shown one is most like, if the likeness is more than chance: at most half of the signs differ. */
function nearest(shown: string, channels: readonly Channel[]): string | undefined {
  const [closest] = channels.flatMap(textsOf).toSorted((a, b) => distance(a, shown) - distance(b, shown))
  return closest !== undefined && distance(closest, shown) * 2 <= closest.length ? closest : undefined
}

function changed(file: string, shown: string, channels: readonly Channel[]): string {
  const signed = nearest(shown, channels)
  const what = `${file} shows a contact that is not in the manifest: ${shown.replaceAll('\u00A0', ' ')}`
  return signed === undefined ? what : [what, ...sideBySide(['manifest', signed], ['page', shown])].join('\n    ')
}

/** In how many places two texts differ. */
function distance(a: string, b: string): number {
  return Array.from({ length: Math.max(a.length, b.length) }).filter((_, index) => a[index] !== b[index]).length
}
