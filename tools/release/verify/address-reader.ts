import { ask, noAnswer, NoAnswer, type Answer } from './ask.ts'
import { unpack, type CopyReader } from './copy-reader.ts'
import { strangeHeaders, type Strange } from './headers.ts'

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
 * @param address of the folder; with an `index.html` at its end, where files are given out by their names alone
 * @param patience seconds that one answer may take
 * @returns a reader that throws {@link NoAnswer} when nobody answers
 */
export function addressReader(address: string, patience = defaultPatience): CopyReader {
  const base = folderOf(address)
  const whole = AbortSignal.timeout(patience * wholePatience * 1000)
  return {
    name: base,
    hasFolders: !isNameAlone(address),
    read: async (file, most) => {
      const forms = new Map<string, Buffer>()
      const others = new Map<string, string>()
      const leads = new Set<string>()
      const faults = new Set<string>()
      const onions = new Set<string>()
      for (const encoding of encodings) {
        const limit = AbortSignal.timeout(patience * 1000)
        const answer = await ask(base + file, encoding, mostPacked(most), AbortSignal.any([whole, limit]))
          .catch((error: unknown) => {
            throw new NoAnswer(whole.aborted ? `needs more than ${patience * wholePatience} s for all its files` : noAnswer(limit.aborted ? limit.reason : error, patience))
          })
          .then(answer => replyOf(answer, base + file, file, most))
        const form = encoding === 'identity' ? '' : `, sent as ${encoding}`
        if ('instead' in answer) others.set(form, answer.instead)
        else forms.set(form, answer.content)
        if ('leads' in answer) leads.add(answer.leads)
        answer.faults.forEach(fault => faults.add(fault))
        answer.onions.forEach(onion => onions.add(onion))
      }
      if (forms.has('')) others.forEach((instead, form) => faults.add(`${form} is missing: ${instead}`))
      return { forms, instead: [...others.values()].at(-1), leads: [...leads], onions: [...onions], faults: [...faults] }
    },
    list: () => undefined,
  }
}

/** With a slash at its end, though people leave that away. */
function folderOf(address: string): string {
  const url = new URL(address)
  // Not by `new URL(path, address)`: a path that begins with two slashes would be another host.
  url.pathname = isNameAlone(address) ? url.pathname.replace(/index\.html$/, '') : url.pathname.replace(/\/?$/, '/')
  url.search = url.hash = ''
  return url.href
}

function isNameAlone(address: string): boolean {
  return new URL(address).pathname.endsWith('/index.html')
}

/** What an address answers, with what is wrong with its headers; `leads` is where readers are sent. */
type Reply = Strange & ({ content: Buffer } | { instead: string } | { instead: string, leads: string })

/** @param most bytes that may be expected; of more only one byte is given out */
async function replyOf({ status, headers, body }: Answer, url: string, file: string, most: number): Promise<Reply> {
  if (status !== 200) {
    const location = headers.location?.join(', ')
    const strange = strangeHeaders(headers)
    if (location === undefined) return { instead: `it answers ${status}`, ...strange }
    return { instead: `it sends readers to ${originOf(location, url)}`, leads: URL.parse(location, url)?.href ?? location, ...strange }
  }
  // What cannot be unpacked differs from what was signed, like every other wrong content.
  const content = await contentOf(body, headers['content-encoding']?.join(', ') ?? 'identity', most) ?? Buffer.alloc(0)
  return { content, ...strangeHeaders(headers, { file, content: content.toString() }) }
}

async function contentOf(body: Buffer, encoding: string, most: number): Promise<Buffer | undefined> {
  if (encoding === 'identity') return body.subarray(0, most + 1)
  return encoding === 'gzip' || encoding === 'br' ? unpack(body, encoding, most) : undefined
}

function originOf(location: string, base: string): string {
  const url = URL.parse(location, base)
  if (url === null) return 'what is no address'
  return url.origin === new URL(base).origin ? 'another place of the same address' : url.origin
}
