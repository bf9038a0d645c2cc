import { readFileSync } from 'node:fs'
import { Reader, type CountryResponse } from 'mmdb-lib'
import { isCountryCode, torCountry } from '../../shared/country.ts'
import { dayOf } from '../../shared/day.ts'
import { headerOf, type Peer, type RequestHeaders } from './address.ts'
import { openTree } from './country-tree.ts'
import type { VisitCount } from './store-reader.ts'

/** ISO 3166 keeps ZZ free for private use; CLDR calls it the unknown region. */
export const unknownCountry = 'ZZ'

export interface Countries {
  /** UTC day of the data, YYYY-MM-DD. */
  readonly builtOn: string
  /** ISO 3166-1 alpha-2 code in which the address is registered, or `ZZ`: unknown, private or no address. */
  lookUp(address: string): string
}

/** Where a request came from, as far as its country needs it. */
export interface CountryRequest {
  readonly peer: Peer
  /** The visitor's, as `clientAddress` gives it. */
  readonly address: string
  readonly headers: RequestHeaders
  /** Lower-case name of the header in which a trusted proxy gives the country, if there is one. */
  readonly countryHeader: string | undefined
  readonly countries: Countries
}

/** Both schemas in use: MaxMind's, and the flat one of the ip-location-db project. */
interface CountryRecord extends CountryResponse {
  readonly country_code?: string
}

/**
 * Reads a country database in the MaxMind DB format (https://maxmind.github.io/MaxMind-DB/) into memory.
 *
 * @throws Error of one line that names the file when it cannot be read or is no such database.
 */
export function openCountries(file: string): Countries {
  const { builtOn, tree, codes } = open(file)
  return {
    builtOn,
    lookUp: (address) => {
      const leaf = tree.leafOf(address)
      return leaf === undefined ? unknownCountry : codes.get(leaf) ?? unknownCountry
    },
  }
}

/**
 * Opens the operator's country database or, where it is missing or damaged, the one that came with the build: a wrong file must not keep the
 * site from its readers.
 *
 * @param chosen - `GEOIP_FILE`, if it is set
 * @param onFault - told in one line why the chosen one does not serve
 * @throws Error as {@link openCountries}, when the built-in one cannot be read
 */
export function openCountriesOr(builtIn: string, chosen: string | undefined, onFault: (fault: string) => void): Countries {
  if (chosen === undefined) return openCountries(builtIn)
  try {
    return openCountries(chosen)
  }
  catch (error) {
    onFault(error instanceof Error ? error.message : 'unknown fault')
    return openCountries(builtIn)
  }
}

/**
 * The country of a visitor: `T1` if tor handed him on, else what a trusted proxy says in the header named for it, else that of the
 * address. The language of the browser says nothing about it. The address does not outlive the call.
 */
export function countryOf({ peer, address, headers, countryHeader, countries }: CountryRequest): string {
  if (peer.isTor) return torCountry
  if (countryHeader !== undefined && peer.isTrusted()) {
    const told = toldCountry(headerOf(headers, countryHeader))
    if (told !== undefined) return told
  }
  return countries.lookUp(address)
}

/** The country that a network in front of us found, which writes `XX` for an unknown one; undefined when the text names none. */
export function toldCountry(text: string | undefined): string | undefined {
  return text?.trim().toUpperCase() === 'XX' ? unknownCountry : countryCode(text)
}

/** Reads everything at once, some 250 records: what is damaged shows at the start, and nothing is left that could throw in a request. */
function open(file: string) {
  try {
    const database = readFileSync(file)
    const reader = new Reader<CountryRecord>(database)
    const tree = openTree(database, reader.metadata)
    const codes = new Map([...tree.leaves()].map(([leaf, address]) => [leaf, codeOf(reader.get(address))]))
    return { builtOn: dayOf(reader.metadata.buildEpoch.getTime()), tree, codes }
  }
  catch (error) {
    throw new Error(`${file} is not a readable country database (mmdb): ${error instanceof Error ? error.message : 'unknown fault'}`, { cause: error })
  }
}

function codeOf(record: CountryRecord | null): string {
  if (typeof record !== 'object' || record === null) throw new Error('one of its records is damaged')
  return countryCode(record.country?.iso_code ?? record.country_code) ?? unknownCountry
}

/** Inventions of databases, networks and visitors, such as `A1`, `EU` or `QQ`, name no country. */
function countryCode(text: string | undefined): string | undefined {
  const code = text?.trim().toUpperCase()
  return code !== undefined && isCountryCode(code) ? code : undefined
}

/**
 * Rows as they may be reported, whoever wrote them: visits from what is no country count as unknown.
 *
 * Never for rows that are sent to the shared engine: it may have the other code already, and would count both.
 */
export function knownCountries(rows: VisitCount[]): VisitCount[] {
  if (rows.every(({ country }) => isCountryCode(country))) return rows
  const cells = new Map<string, VisitCount>()
  for (const row of rows) {
    const country = knownCountry(row.country)
    const cell = `${row.day} ${country} ${row.locale}`
    cells.set(cell, { ...row, country, n: row.n + (cells.get(cell)?.n ?? 0) })
  }
  return [...cells.values()].sort(compareRows)
}

/** The code itself, or `ZZ` when it is none. */
export function knownCountry(code: string): string {
  return isCountryCode(code) ? code : unknownCountry
}

/** By day, country and locale, as the stores give them. */
export function compareRows(a: VisitCount, b: VisitCount): number {
  return compare(a.day, b.day) || compare(a.country, b.country) || compare(a.locale, b.locale)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
