import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { contentOf } from '../content.ts'
import { ownOrigins, startServer } from '../server-process.ts'

/** What the start page and the neutral site say of themselves. */
export const titles = { start: 'Start page', weather: 'Weather today' } as const

/** The built site, a page from which a reader comes, and the site to which the exit leads. */
export interface World {
  /** An address of our site. Pages are told to leave nothing on the disk, as they are in service. */
  ours: (path: string) => string
  /** The same page, which the browser may keep. */
  kept: (path: string) => string
  start: string
  weather: string
  /** A start page with a link to an address. */
  startTo: (address: string) => string
  /** Makes the neutral site slow: it answers only when the returned function is called. */
  holdWeather: () => () => void
  /** Paths asked of the site so far. */
  asked: string[]
  close: () => Promise<void>
}

/**
 * The site stands behind a front which puts a neutral site of this machine in place of the real one, and hands the pages on uncompressed:
 * only so can their text be looked for on the disk.
 */
export async function startWorld(): Promise<World> {
  const site = await startServer()
  const asked: string[] = []
  let released = Promise.resolve()
  const neutral = Object.values(contentOf('shipped').leave ?? {})

  function forward(incoming: IncomingMessage, response: ServerResponse, cacheControl?: string) {
    const { 'accept-encoding': _, ...headers } = incoming.headers
    asked.push(incoming.url ?? '')
    request({ host: '127.0.0.1', port: site.port, path: incoming.url, method: incoming.method, headers }, async (answer) => {
      const chunks: Buffer[] = []
      for await (const chunk of answer) chunks.push(chunk)
      const { 'content-length': _length, refresh, ...kept } = answer.headers
      response.writeHead(answer.statusCode ?? 502, {
        ...kept,
        ...refresh !== undefined && { refresh: local(String(refresh)) },
        ...cacheControl !== undefined && { 'cache-control': cacheControl },
      })
      response.end(local(Buffer.concat(chunks).toString()))
    }).end()
  }

  function local(text: string): string {
    return neutral.reduce((text, address) => text.replaceAll(address, addresses.weather), text)
  }

  async function answerElsewhere(incoming: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams } = new URL(incoming.url ?? '', addresses.start)
    if (pathname === '/weather') await released
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    const title = pathname === '/weather' ? titles.weather : titles.start
    response.end(`<!doctype html><title>${title}</title><link rel="icon" href="data:,"><h1>${title}</h1><a id="link" href="${searchParams.get('to') ?? ''}">link</a>`)
  }

  const servers = [
    createServer((incoming, response) => forward(incoming, response)),
    createServer((incoming, response) => forward(incoming, response, 'max-age=3600')),
    createServer((incoming, response) => void answerElsewhere(incoming, response)),
  ]
  const [ours = 0, kept = 0, elsewhere = 0] = await Promise.all(servers.map(opened))
  const addresses = { start: `http://localhost:${elsewhere}/start`, weather: `http://localhost:${elsewhere}/weather` }
  return {
    ...addresses,
    asked,
    ours: path => `http://127.0.0.1:${ours}${path}`,
    kept: path => `http://127.0.0.1:${kept}${path}`,
    startTo: address => `${addresses.start}?to=${encodeURIComponent(address)}`,
    holdWeather: () => {
      let release = () => {}
      released = new Promise((resolve) => {
        release = resolve
      })
      return () => release()
    },
    close: async () => {
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
      await site.end('SIGKILL')
    },
  }
}

async function opened(server: Server): Promise<number> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  for (const name of ['127.0.0.1', 'localhost']) ownOrigins.add(`http://${name}:${address.port}`)
  return address.port
}
