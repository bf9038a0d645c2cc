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
 * @param address of the folder, with a slash at the end; with an `index.html` there, where files are given out by their names alone
 * @param patience seconds that one answer may take
 * @returns a reader that throws {@link Silence} when nobody answers
 */
export function addressReader(address: string, patience = defaultPatience): CopyReader {
  const base = new URL('.', address).href
  const whole = AbortSignal.timeout(patience * wholePatience * 1000)
  return {
    name: base,
    hasFolders: !address.endsWith('/index.html'),
    read: async (file, most) => {
      const forms = new Map<string, Buffer>()
      const others = new Map<string, string>()
      const leads = new Set<string>()
      const faults = new Set<string>()
      for (const encoding of encodings) {
        const answer = await ask(base + file, encoding, most, AbortSignal.any([whole, AbortSignal.timeout(patience * 1000)]))
          .catch((error: unknown) => {
            throw new Silence(whole.aborted ? `needs more than ${patience * wholePatience} s for all its files` : silence(error, patience))
          })
        const form = encoding === 'identity' ? '' : `, sent as ${encoding}`
        if ('instead' in answer) others.set(form, answer.instead)
        else forms.set(form, answer.content)
        if ('leads' in answer) leads.add(answer.leads)
        for (const name of answer.headers) faults.add(` comes with the header ${name}, which can lead readers elsewhere or change the page`)
      }
      if (forms.has('')) others.forEach((instead, form) => faults.add(`${form} is missing: ${instead}`))
      return { forms, instead: [...others.values()].at(-1), leads: [...leads], faults: [...faults] }
    },
    list: () => undefined,
  }
}

/** What an address answers. `headers` are the names of those that no copy sends, `leads` is where readers are sent. */
type Answer = { content: Buffer, headers: string[] } | { instead: string, headers: string[] } | { instead: string, leads: string, headers: string[] }

/**
 * @param most bytes that may be expected; of more only one byte is read, so that nobody can keep us busy
 * @throws Error when nobody answers
 */
async function ask(url: string, encoding: string, most: number, signal: AbortSignal): Promise<Answer> {
  const answer = await fetch(url, { redirect: 'manual', headers: { 'accept-encoding': encoding }, signal })
  if (answer.status !== 200 || !answer.body) {
    await answer.body?.cancel()
    const location = answer.headers.get('location')
    const headers = strangeHeaders(answer.headers, '')
    if (location === null) return { instead: `it answers ${answer.status}`, headers }
    return { instead: `it sends readers to ${originOf(location, url)}`, leads: URL.parse(location, url)?.href ?? location, headers }
  }
  const content = await contentOf(answer.body, most)
  return { content, headers: strangeHeaders(answer.headers, content.toString()) }
}

/** A page is led on by `Refresh`, and gets styles of others by `Link`. The page of the quick exit says of itself where it leads. */
function strangeHeaders(headers: Headers, page: string): string[] {
  const refresh = headers.get('refresh')
  return [
    ...refresh !== null && !page.includes(`<meta http-equiv="refresh" content="${refresh}">`) ? ['Refresh'] : [],
    ...headers.has('link') ? ['Link'] : [],
  ]
}

async function contentOf(body: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    // Leaving the loop ends the transfer.
    for await (const part of body) {
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
