import type { Manifest } from '../manifest.ts'
import type { Reading } from './copy-reader.ts'

/**
 * Where Tor Browser is told to go that is not the same page at an onion address of the manifest.
 *
 * @param place of what was asked for, below the address of the copy
 * @returns one sentence for an address that is not listed, the same for every page
 */
export function onionProblems(place: string, { onions = [] }: Reading, { mirrors }: Pick<Manifest, 'mirrors'>): string[] {
  const listed = mirrors.filter(({ kind }) => kind === 'onion').map(({ address }) => address)
  return onions.filter(onion => !listed.some(address => bare(address + place) === bare(onion))).map(onion => listed.some(address => onion.startsWith(address))
    ? `/${place} leads Tor Browser to another page of its onion address: ${onion}`
    : `it leads Tor Browser to ${originOf(onion)}, ${unlistedOnion}`)
}

/** The site shows the same page with and without a slash. */
function bare(address: string): string {
  return address.replace(/\/$/, '')
}

/** Words that go after an address. */
export const unlistedOnion = 'an onion address that is not in the manifest. If it is this site’s own (ONION_ORIGIN), list it in content/mirrors.yml '
  + 'and make the next release; if not, it belongs to somebody else'

function originOf(address: string): string {
  return URL.parse(address)?.origin ?? address
}
