import { once } from 'node:events'
import { connect } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'

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
