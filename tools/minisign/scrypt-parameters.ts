export type ScryptParameters = { N: number, r: number, p: number, maxmem: number }

const r = 8

/**
 * Secret keys name two limits, of operations and of memory in bytes; the parameters of scrypt follow from them as in `pickparams` of
 * libsodium: https://github.com/jedisct1/libsodium/blob/master/src/libsodium/crypto_pwhash/scryptsalsa208sha256/pwhash_scryptsalsa208sha256.c
 */
export function scryptParameters(operations: number, memory: number): ScryptParameters {
  const limited = Math.max(operations, 32_768)
  const scarceTime = limited < memory / 32
  const N = 2 ** exponent(scarceTime ? limited / (r * 4) : memory / (r * 128))
  const p = scarceTime ? 1 : Math.floor(Math.min(Math.floor(limited / 4 / N), 0x3FFFFFFF) / r)
  // Node refuses what needs more than it was told; scrypt needs 128 × N × r bytes and a little for each p.
  return { N, r, p, maxmem: 128 * r * (N + p + 2) + 1024 }
}

/** The smallest exponent, from 1, with which 2^exponent is more than half of the most. */
function exponent(most: number): number {
  let log2 = 1
  while (log2 < 63 && 2 ** log2 <= Math.floor(most) / 2) log2++
  return log2
}
