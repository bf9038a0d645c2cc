import { ask, browsers, noAnswer, NoAnswer, program, strangeHeaders, type Answer, type Asker, type Strange } from './ask.ts'
import { isCompression, unpack, type CopyReader, type Reading } from './copy-reader.ts'

/** How long one answer may take, in seconds; through Tor minutes are normal. */
export const defaultPatience = 120

/** How many times that all answers together may take: whoever sends one byte a minute must not keep us busy for days. */
const wholePatience = 15

/** What cannot be made smaller grows a little when it is packed. In bytes. */
const mostPacked = (most: number): number => Math.ceil(most * 1.01) + 1000

/**
 * Reads a copy from an address, and from there only: who is sent elsewhere gets nothing. It asks as a program, and as browsers do, for a copy
 * could show others only to them. A request says nothing about who asks.
 *
 * @param address of the folder; with an `index.html` at its end, where files are given out by their names alone
 * @param patience seconds that one answer may take
 * @returns a reader that throws {@link NoAnswer} when nobody answers
 */
export function addressReader(address: string, patience = defaultPatience): CopyReader {
  const base = folderOf(address)
  const whole = AbortSignal.timeout(patience * wholePatience * 1000)
  const traces = new Set<string>()

  async function replyTo(asker: Asker, file: string, most: number): Promise<Reply> {
    const answer = await ask(base + file, asker, { referer: `${base}${wayTo(file)}`, most: mostPacked(most), patience, whole }).catch((error: unknown) => {
      throw new NoAnswer(whole.aborted ? `needs more than ${patience * wholePatience} s for all its files` : noAnswer(error, patience))
    })
    return replyOf(answer, base + file, file, most)
  }

  return {
    name: base,
    hasFolders: !isNameAlone(address),
    read: async (file, most) => {
      const plain = await replyTo(program, file, most)
      const others: [string, Reply][] = []
      for (const browser of browsers) others.push([browser.name, await replyTo(browser, file, most)])
      const replies = [plain, ...others.map(([, reply]) => reply)]
      replies.forEach(reply => reply.traces.forEach(trace => traces.add(trace)))
      return {
        ...compare(plain, others),
        leads: unique(replies.flatMap(reply => 'leads' in reply ? [reply.leads] : [])),
        onions: unique(replies.flatMap(({ onions }) => onions)),
        faults: unique([...replies.flatMap(({ faults }) => faults), ...missingTo(plain, others)]),
      }
    },
    list: () => undefined,
    traces: () => [...traces],
  }
}

/** A page of the site that leads to this one, and not this one: its link to itself is the quick exit. */
function wayTo(file: string): string {
  return file.startsWith('ru/steps') ? 'ru' : 'ru/steps'
}

/** What programs get, and what browsers get that is something else: those who get the same share a form. */
function compare(plain: Reply, others: readonly [string, Reply][]): Pick<Reading, 'forms' | 'instead'> {
  const different = others.flatMap(([name, reply]): [string, Buffer][] =>
    'content' in reply && !('content' in plain && plain.content.equals(reply.content)) ? [[name, reply.content]] : [])
  const contents = different.map(([, content]) => content).filter((content, index, all) => all.findIndex(other => other.equals(content)) === index)
  const forms = contents.map((content): [string, Buffer] => [formOf(different.filter(([, other]) => other.equals(content)).map(([name]) => name)), content])
  return {
    forms: new Map([...'content' in plain ? [['', plain.content] as const] : [], ...forms]),
    instead: 'instead' in plain ? plain.instead : others.flatMap(([, reply]) => 'instead' in reply ? [reply.instead] : [])[0],
  }
}

/** Browsers that get nothing where programs get something. */
function missingTo(plain: Reply, others: readonly [string, Reply][]): string[] {
  if (!('content' in plain)) return []
  const instead = others.flatMap(([name, reply]): [string, string][] => 'instead' in reply ? [[name, reply.instead]] : [])
  return unique(instead.map(([, text]) => text)).map(text => `${formOf(instead.filter(([, other]) => other === text).map(([name]) => name))} is missing: ${text}`)
}

/** Words that go after the name of a file. */
function formOf(names: readonly string[]): string {
  return names.length === browsers.length ? ' (as browsers get it)' : ` (as ${names.join(', ')} ${names.length === 1 ? 'gets' : 'get'} it)`
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
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
async function replyOf(answer: Answer, url: string, file: string, most: number): Promise<Reply> {
  const { status, headers, body } = answer
  if (status !== 200) {
    const location = headers.location?.join(', ')
    const strange = strangeHeaders(answer)
    if (location === undefined) return { instead: `it answers ${status}`, ...strange }
    return { instead: `it sends readers to ${originOf(location, url)}`, leads: URL.parse(location, url)?.href ?? location, ...strange }
  }
  // What cannot be unpacked differs from what was signed, like every other wrong content.
  const content = await contentOf(body, headers['content-encoding']?.join(', ') ?? 'identity', most) ?? Buffer.alloc(0)
  return { content, ...strangeHeaders(answer, { file, content: content.toString() }) }
}

async function contentOf(body: Buffer, encoding: string, most: number): Promise<Buffer | undefined> {
  if (encoding === 'identity') return body.subarray(0, most + 1)
  return isCompression(encoding) ? unpack(body, encoding, most) : undefined
}

function originOf(location: string, base: string): string {
  const url = URL.parse(location, base)
  if (url === null) return 'what is no address'
  return url.origin === new URL(base).origin ? 'another place of the same address' : url.origin
}
