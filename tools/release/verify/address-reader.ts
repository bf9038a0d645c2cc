import type { CopyReader } from './copy-reader.ts'
import { Silence, silence } from './silence.ts'

/** How long one answer may take, in seconds; through Tor minutes are normal. */
export const defaultPatience = 120

/** How many times that all answers together may take: whoever sends one byte a minute must not keep us busy for days. */
const wholePatience = 15

/** What browsers ask for: a server may keep another file ready for each. */
const encodings = ['identity', 'gzip', 'br']

/**
 * Reads a copy from an address, and from there only: who is sent elsewhere gets nothing. A request says nothing about who asks but what
 * every request of Node does, and is the same on every machine.
 *
 * @param address of the folder, with a slash at the end or an `index.html`
 * @param patience seconds that one answer may take
 * @returns a reader that throws {@link Silence} when nobody answers
 */
export function addressReader(address: string, patience = defaultPatience): CopyReader {
  const base = new URL('.', address).href
  const whole = AbortSignal.timeout(patience * wholePatience * 1000)
  return {
    name: base,
    read: async (file, most) => {
      const forms = new Map<string, Buffer>()
      let instead: string | undefined
      for (const encoding of encodings) {
        const answer = await ask(base + file, encoding, most, AbortSignal.any([whole, AbortSignal.timeout(patience * 1000)]))
          .catch((error: unknown) => {
            throw new Silence(whole.aborted ? `needs more than ${patience * wholePatience} s for all its files` : silence(error, patience))
          })
        if (typeof answer === 'string') instead = answer
        else forms.set(encoding === 'identity' ? '' : `, sent as ${encoding}`, answer)
      }
      return { forms, instead }
    },
    list: () => undefined,
  }
}

/**
 * @param most bytes that may be expected; of more only one byte is read, so that nobody can keep us busy
 * @returns what there is in its place when the answer is not 200
 * @throws Error when nobody answers
 */
async function ask(url: string, encoding: string, most: number, signal: AbortSignal): Promise<Buffer | string> {
  const answer = await fetch(url, { redirect: 'manual', headers: { 'accept-encoding': encoding }, signal })
  if (answer.status !== 200 || !answer.body) {
    await answer.body?.cancel()
    const location = answer.headers.get('location')
    return location === null ? `it answers ${answer.status}` : `it sends readers to ${originOf(location, url)}`
  }
  const parts: Uint8Array[] = []
  let size = 0
  try {
    // Leaving the loop ends the transfer.
    for await (const part of answer.body) {
      parts.push(part)
      size += part.length
      if (size > most) break
    }
  }
  catch (error) {
    // What cannot be unpacked differs from what was signed, like every other wrong content.
    if (isUnpackingFault(error)) return Buffer.alloc(0)
    throw error
  }
  return Buffer.concat(parts).subarray(0, most + 1)
}

/** https://nodejs.org/api/zlib.html: codes of zlib and of brotli. */
function isUnpackingFault(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error && 'code' in cause && /^(?:Z_|ERR_)/.test(String(cause.code))
}

function originOf(location: string, base: string): string {
  const url = URL.parse(location, base)
  if (url === null) return 'what is no address'
  return url.origin === new URL(base).origin ? 'another place of the same address' : url.origin
}
