import { settleOnly, type ReadingPlace } from '../../shared/only.ts'
import { settleExpiry, settleMarked, type ValidityForm } from './expiry.ts'
import { settleOnionAddress } from './onion-address.ts'
import { settleOwnAddress } from './own-address.ts'

/** What is not known when a page is built, and is when it is published. */
export interface Circumstances {
  place: ReadingPlace
  /** The UTC day on which it is read, or the last one, `YYYY-MM-DD`; for what is read on any day, how a confirmation is told in it. */
  day: string | ValidityForm
  /** The address of the start page in the language of the page, for example `https://example.org/ru`, where it is known. */
  address?: string | undefined
  /** Where the same site is an onion service, for example `http://….onion`. */
  onionOrigin?: string | undefined
}

/**
 * Leaves of everything that a built page holds in several forms, between comments, the one that is right where and when it is read. Whatever
 * is published goes through here, so that no mark is left in it.
 */
export function settlePage(html: string, { place, day, address, onionOrigin }: Circumstances): string {
  const here = settleOnly(html, place)
  const dated = typeof day === 'string' ? settleExpiry(here, day) : settleMarked(here, day)
  return settleOwnAddress(settleOnionAddress(dated, onionOrigin), address)
}
