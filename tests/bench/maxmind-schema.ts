import { Reader, type CountryResponse } from 'mmdb-lib'

const metadataMarker = Buffer.from('\xAB\xCD\xEFMaxMind.com', 'latin1')
const separator = 16

/** By the end of the type GoAccess knows what a database holds; the length must stay. */
const flatType = 'country ipvAll'
const countryType = 'Lite12-Country'

/**
 * The same country data in MaxMind's own schema (`country.iso_code`), which is the only one that GoAccess reads: the tree stays, only its
 * leaves point to other records.
 *
 * Format: https://maxmind.github.io/MaxMind-DB/
 */
export function toMaxMindSchema(database: Buffer): Buffer {
  const { nodeCount, recordSize, searchTreeSize } = new Reader<CountryResponse>(database).metadata
  if (recordSize !== 24) throw new Error(`records of ${recordSize} bits are not foreseen`)
  const tree = Buffer.from(database.subarray(0, searchTreeSize))
  const records: Buffer[] = []
  const places = new Map<string, number>()
  const moved = new Map<number, number>()
  let size = 0

  function placeOf(code: string): number {
    const known = places.get(code)
    if (known !== undefined) return known
    const record = encodeMap([['country', encodeMap([['iso_code', encodeText(code)], ['names', encodeMap([['en', encodeText(code)]])]])]])
    records.push(record)
    places.set(code, size)
    size += record.length
    return size - record.length
  }

  function move(value: number): number {
    if (value <= nodeCount) return value
    const known = moved.get(value)
    if (known !== undefined) return known
    const code = codeAt(database, searchTreeSize + value - nodeCount)
    const place = nodeCount + separator + placeOf(code)
    moved.set(value, place)
    return place
  }

  for (let at = 0; at < searchTreeSize; at += 3) tree.writeUIntBE(move(tree.readUIntBE(at, 3)), at, 3)
  const metadata = database.toString('latin1', database.lastIndexOf(metadataMarker)).replace(flatType, countryType)
  return Buffer.concat([tree, Buffer.alloc(separator), ...records, Buffer.from(metadata, 'latin1')])
}

/** The code in a record of the flat schema: a map of one entry, whose key is written out or pointed to. */
function codeAt(database: Buffer, at: number): string {
  const [, code] = /^\xE1(?:\x4Ccountry_code|[\x20-\x27][^])\x42([A-Z0-9]{2})/.exec(database.toString('latin1', at, at + 32)) ?? []
  if (code === undefined) throw new Error('the records of the country database are not the flat ones')
  return code
}

/** A map of fewer than 29 entries. */
function encodeMap(entries: readonly (readonly [string, Buffer])[]): Buffer {
  return Buffer.concat([Buffer.from([7 << 5 | entries.length]), ...entries.flatMap(([key, value]) => [encodeText(key), value])])
}

/** A text of fewer than 29 bytes. */
function encodeText(text: string): Buffer {
  return Buffer.concat([Buffer.from([2 << 5 | text.length]), Buffer.from(text)])
}
