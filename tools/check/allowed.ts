import { isCurrent, type Channel } from '../../shared/contacts.ts'
import type { Content } from '../../shared/content/read.ts'

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
