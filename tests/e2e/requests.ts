import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { report, type Report } from '../../server/counter/figures.ts'
import { openStoreForReading } from '../../server/counter/store.ts'

export type Headers = Record<string, string>

/** An answer as it came over the wire. */
export interface RawAnswer {
  status: number
  /** By lower-case name; one that came twice is joined with a comma. */
  headers: Headers
  /** Decompressed. */
  body: Buffer
  text: string
  /** Bytes of status line, headers and body as sent. */
  wireSize: number
}

/** A socket that never gets an answer must not outlive the test: longer than any limit of the server, in milliseconds. */
const patience = 20_000

/**
 * Sends bytes as they are and gives all that comes back until the server closes. No client library would send most of what the
 * tests send.
 */
export async function exchange(to: number | { port: number, localAddress: string }, ...chunks: (string | Buffer)[]): Promise<Buffer> {
  const socket = connect({ host: '127.0.0.1', ...typeof to === 'number' ? { port: to } : to })
  const received: Buffer[] = []
  socket.on('data', (chunk: Buffer) => received.push(chunk))
  // A reset after the answer is as good as an end.
  socket.on('error', () => {})
  socket.setTimeout(patience, () => socket.destroy())
  await once(socket, 'connect')
  for (const chunk of chunks) socket.write(chunk)
  await once(socket, 'close')
  return Buffer.concat(received)
}

/** Asks for one path over a connection of its own. `Host` is that of the server unless given. */
export async function ask({ port }: { port: number }, path: string, headers: Headers = {}, method = 'GET'): Promise<RawAnswer> {
  const all = { Host: `127.0.0.1:${port}`, Connection: 'close', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
  return parseAnswer(await exchange(port, `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`))
}

/** @throws Error when it is no answer */
export function parseAnswer(bytes: Buffer): RawAnswer {
  const end = bytes.indexOf('\r\n\r\n')
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]
  if (end < 0 || status === undefined) throw new Error(`no answer: ${JSON.stringify(bytes.subarray(0, 200).toString('latin1'))}`)
  const headers: Headers = {}
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  const body = decompress(bytes.subarray(end + 4), headers['content-encoding'])
  return { status: Number(status), headers, body, text: body.toString(), wireSize: bytes.length }
}

function decompress(body: Buffer, encoding: string | undefined): Buffer {
  if (body.length === 0 || encoding === undefined) return body
  return encoding === 'br' ? brotliDecompressSync(body) : gunzipSync(body)
}

/** The headers that a browser sends when somebody types the address. */
export const typedAddress = {
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
  'Accept': 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'Accept-Encoding': 'gzip, deflate, br, zstd',
  'Sec-Fetch-Site': 'none',
  'Sec-Fetch-Mode': 'navigate',
  'Sec-Fetch-User': '?1',
  'Sec-Fetch-Dest': 'document',
} as const

/** What a store of visits holds: the exact counts, as the operator reads them. */
export function visits({ visitsFile }: { visitsFile: string }): Report {
  const store = openStoreForReading(visitsFile)
  const counted = report(store?.rows() ?? [])
  store?.close()
  return counted
}

export interface Load {
  /** Visits whose answer has come whole so far. */
  complete: number
  /** Visits that were asked for and whose answer did not come, or not whole: counted or not, nobody can say. */
  broken: number
  /** The longest wait for a whole answer, in milliseconds. */
  slowest: number
  /** Waits until so many answers have come whole: a number says more than a time on a machine that is busy. */
  reached: (complete: number) => Promise<void>
  /** Stops asking and waits for the answers under way. */
  stop: () => Promise<Load>
}

/** What the visitors of a load ask for, and where they come from, as a trusted proxy tells: Russia, Ukraine, France, Germany, and nowhere. */
const visitors = ['77.88.8.8', '91.198.10.1', '80.67.169.12', '9.9.9.9', '192.0.2.1']
  .flatMap(address => ['/ru', '/uk', '/fr', '/en', '/ru/steps'].map(path => ({ path, headers: { ...typedAddress, 'X-Forwarded-For': address } })))

/**
 * Opens pages of a site over and over, each request a visit, over several connections that are kept.
 *
 * @param connections how many requests are under way at any time
 * @param pauseMs after each answer; without it, as fast as the site answers
 */
export function startLoad({ port }: { port: number }, connections = 8, pauseMs = 0): Load {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  let going = true

  async function openPages(first: number) {
    for (let number = first; going; number++) {
      const start = performance.now()
      if (await opensWhole(port, agent, number)) {
        load.complete++
        load.slowest = Math.max(load.slowest, performance.now() - start)
      }
      else {
        load.broken++
        // A server that is gone would otherwise be asked in a tight loop.
        await sleep(20)
      }
      if (pauseMs > 0) await sleep(pauseMs)
    }
  }

  const load: Load = {
    complete: 0,
    broken: 0,
    slowest: 0,
    reached: async (complete) => {
      while (load.complete < complete) await sleep(5)
    },
    stop: async () => {
      going = false
      await all
      agent.destroy()
      return load
    },
  }
  const all = Promise.all(Array.from({ length: connections }, (_, index) => openPages(7 * index)))
  return load
}

function opensWhole(port: number, agent: Agent, number: number): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = get({ host: '127.0.0.1', port, agent, timeout: patience, ...visitors[number % visitors.length] }, (answer) => {
      answer.on('end', () => resolve(answer.statusCode === 200 && answer.complete))
      answer.on('error', () => resolve(false))
      answer.resume()
    })
    asked.on('timeout', () => asked.destroy()).on('error', () => resolve(false))
  })
}

/** @param path the address of the page, for example `/fr/steps` @returns which form of the quick exit the page has: see tools/release/static-copy.ts */
export function exitForm(html: string, path: string): 'server' | 'copy' | 'none' {
  const link = /<a\b[^>]*\bid="exit"[^>]*>/.exec(html)?.[0] ?? ''
  const href = /\shref="([^"]*)"/.exec(link)?.[1]
  if (href === undefined) return 'none'
  // Empty, it is the address of the page.
  return href === path || href === '' ? 'server' : 'copy'
}
