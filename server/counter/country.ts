import { readFileSync } from 'node:fs'
import { isIP, type BlockList } from 'node:net'
import { Reader, type CountryResponse } from 'mmdb-lib'
import { clientAddress, isTrusted, plainAddress } from './client-address.ts'
import { isOnion } from './onion.ts'
import { headerOf, type RequestHeaders } from './request-headers.ts'

/** ISO 3166 keeps ZZ free for private use; CLDR calls it the unknown region. */
export const unknownCountry = 'ZZ'

/** As Cloudflare names the country of a visitor who came through Tor. */
export const torCountry = 'T1'

export interface Countries {
  /** UTC day of the data, YYYY-MM-DD. */
  readonly builtOn: string
  /** ISO 3166-1 alpha-2 code in which the address is registered, or `ZZ`: unknown, private or no address. */
  lookUp(address: string): string
}

/** Where a request came from, as far as its country needs it. */
export interface CountryRequest {
  /** What Node calls `remoteAddress`. */
  readonly socketAddress: string | undefined
  /** The `Host` header. */
  readonly host: string
  readonly headers: RequestHeaders
  readonly trusted: BlockList
  /** Lower-case name of the header in which a trusted proxy gives the country, if there is one. */
  readonly countryHeader: string | undefined
  readonly countries: Countries
}

/** Both schemas in use: MaxMind's, and the flat one of the ip-location-db project. */
interface CountryRecord extends CountryResponse {
  readonly country_code?: string
}

/** Bounds {@link openCountries}'s memory of records; a country database has about 250. */
const recordLimit = 4096

/**
 * Reads a country database in the MaxMind DB format (https://maxmind.github.io/MaxMind-DB/) into memory.
 *
 * @throws Error of one line that names the file when it cannot be read or is no such database.
 */
export function openCountries(file: string): Countries {
  const reader = openReader(file)
  const { ipVersion, buildEpoch } = reader.metadata

  return {
    builtOn: buildEpoch.toISOString().slice(0, 10),
    lookUp: (address) => {
      const version = isIP(address)
      if (version === 0 || version > ipVersion) return unknownCountry
      const record = reader.get(address)
      return countryCode(record?.country?.iso_code ?? record?.country_code) ?? unknownCountry
    },
  }
}

/**
 * The country of a visitor: `T1` on an onion service, else what a trusted proxy says in the header named for it, else that of the
 * address. The language of the browser says nothing about it. The address does not outlive the call.
 */
export function countryOf({ socketAddress, host, headers, trusted, countryHeader, countries }: CountryRequest): string {
  if (isOnion(host)) return torCountry
  if (countryHeader !== undefined && isTrusted(plainAddress(socketAddress ?? ''), trusted)) {
    const told = toldCountry(headerOf(headers, countryHeader))
    if (told !== undefined) return told
  }
  return countries.lookUp(clientAddress(socketAddress, headerOf(headers, 'x-forwarded-for'), trusted))
}

/** The country that a network in front of us found, which writes `XX` for an unknown one; undefined when the text names none. */
export function toldCountry(text: string | undefined): string | undefined {
  const code = countryCode(text)
  return code === 'XX' ? unknownCountry : code
}

function openReader(file: string): Reader<CountryRecord> {
  try {
    // Decoded records are kept by their place in the file, never by address.
    const reader = new Reader<CountryRecord>(readFileSync(file), { cache: boundedCache(recordLimit) })
    // A look-up that walks out of a damaged tree throws; better now than in a request.
    reader.get('192.0.2.1')
    return reader
  }
  catch (error) {
    throw new Error(`${file} is not a readable country database (mmdb): ${error instanceof Error ? error.message : 'unknown fault'}`, { cause: error })
  }
}

function boundedCache(limit: number) {
  const records = new Map<string | number, unknown>()
  return {
    get: (key: string | number) => records.get(key),
    set: (key: string | number, record: unknown) => {
      if (records.size >= limit) records.clear()
      records.set(key, record)
    },
  }
}

/** Two capital letters, or `T1`; other inventions of databases and networks, such as `A1` or `EU-27`, name no country. */
function countryCode(text: string | undefined): string | undefined {
  const code = text?.trim().toUpperCase()
  return code !== undefined && (/^[A-Z]{2}$/.test(code) || code === torCountry) ? code : undefined
}
