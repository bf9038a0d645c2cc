import { ask, type Answer } from './ask.ts'
import type { CopyReader } from './copy-reader.ts'
import { Silence, silence } from './silence.ts'
import { unpack } from './unpack.ts'

/** How long one answer may take, in seconds; through Tor minutes are normal. */
export const defaultPatience = 120

/** How many times that all answers together may take: whoever sends one byte a minute must not keep us busy for days. */
const wholePatience = 15

/** What cannot be made smaller grows a little when it is packed. In bytes. */
const mostPacked = (most: number): number => Math.ceil(most * 1.01) + 1000

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
        const limit = AbortSignal.timeout(patience * 1000)
        const answer = await ask(base + file, encoding, mostPacked(most), AbortSignal.any([whole, limit]))
          .catch((error: unknown) => {
            throw new Silence(whole.aborted ? `needs more than ${patience * wholePatience} s for all its files` : silence(limit.aborted ? limit.reason : error, patience))
          })
          .then(answer => replyOf(answer, base + file, most))
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
type Reply = { content: Buffer, headers: string[] } | { instead: string, headers: string[] } | { instead: string, leads: string, headers: string[] }

/** @param most bytes that may be expected; of more only one byte is given out */
async function replyOf({ status, headers, body }: Answer, url: string, most: number): Promise<Reply> {
  if (status !== 200) {
    const location = headers.location?.join(', ')
    const strange = strangeHeaders(headers, '')
    if (location === undefined) return { instead: `it answers ${status}`, headers: strange }
    return { instead: `it sends readers to ${originOf(location, url)}`, leads: URL.parse(location, url)?.href ?? location, headers: strange }
  }
  // What cannot be unpacked differs from what was signed, like every other wrong content.
  const content = await contentOf(body, headers['content-encoding']?.join(', ') ?? 'identity', most) ?? Buffer.alloc(0)
  return { content, headers: strangeHeaders(headers, content.toString()) }
}

async function contentOf(body: Buffer, encoding: string, most: number): Promise<Buffer | undefined> {
  if (encoding === 'identity') return body.subarray(0, most + 1)
  return encoding === 'gzip' || encoding === 'br' ? unpack(body, encoding, most) : undefined
}

/** A page is led on by `Refresh`, and gets styles of others by `Link`. The page of the quick exit says of itself where it leads. */
function strangeHeaders(headers: Answer['headers'], page: string): string[] {
  const refresh = headers.refresh?.join(', ')
  return [
    ...refresh !== undefined && !page.includes(`<meta http-equiv="refresh" content="${refresh}">`) ? ['Refresh'] : [],
    ...headers.link ? ['Link'] : [],
  ]
}

function originOf(location: string, base: string): string {
  const url = URL.parse(location, base)
  if (url === null) return 'what is no address'
  return url.origin === new URL(base).origin ? 'another place of the same address' : url.origin
}
