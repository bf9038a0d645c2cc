import { createHash } from 'node:crypto'

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

const version = 3

/**
 * Whether a host name is the address of an onion service, its checksum included, so that one mistyped letter is found:
 * https://spec.torproject.org/rend-spec/encoding-onion-addresses.html
 */
export function isOnionAddress(host: string): boolean {
  const name = /^([a-z2-7]{56})\.onion$/.exec(host)?.[1]
  if (name === undefined) return false
  const bytes = decodeBase32(name)
  const key = bytes.subarray(0, 32)
  const checksum = createHash('sha3-256').update('.onion checksum').update(key).update(Buffer.of(version)).digest().subarray(0, 2)
  return bytes[34] === version && checksum.equals(bytes.subarray(32, 34))
}

/** RFC 4648 without padding, in small letters; 8 letters are 5 bytes. */
function decodeBase32(text: string): Buffer {
  const bits = [...text].map(letter => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
}
