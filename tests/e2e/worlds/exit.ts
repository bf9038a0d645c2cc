import { createServer, request, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { listen, ownOrigins, startServer } from '../built-site.ts'
import { contentOf } from '../content.ts'
import { makeCertificate, type Certificate } from './front.ts'

/** What the start page and the neutral site say of themselves. */
export const titles = { start: 'Start page', weather: 'Weather today' } as const

/** Names that browsers are told to look for on this machine, long and strange enough to be found again. `.test` is nobody's (RFC 6761). */
export const hosts = { site: 'guide-quince.test', elsewhere: 'weather-medlar.test' } as const

/** The built site, a page from which a reader comes, and the site to which the exit leads; over HTTPS, as in service, where there is `openssl`. */
export interface World {
  /** One for each name: browsers keep that of a page beside it, and it must not name the other. Empty without `openssl`. */
  certificates: readonly Certificate[]
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
 *
 * @param env of the site, beyond what the names ask for
 * @param changed headers that the front puts in place of those of the site, in lower case
 */
export async function startWorld(env: Record<string, string> = {}, changed: Record<string, string> = {}): Promise<World> {
  const certificates = Object.values(hosts).flatMap(host => makeCertificate([host]) ?? [])
  const [own, other] = certificates
  const protocol = own && other ? 'https' : 'http'
  const site = await startServer({ env: { SITE_ORIGIN: `${protocol}://${hosts.site}`, TRUSTED_PROXIES: '127.0.0.1', ...env } })
  const asked: string[] = []
  let released = Promise.resolve()
  const neutral = Object.values(contentOf('shipped').leave ?? {})

  function forward(incoming: IncomingMessage, response: ServerResponse, cacheControl?: string) {
    const { 'accept-encoding': _, ...headers } = incoming.headers
    asked.push(incoming.url ?? '')
    const told = { ...headers, 'x-forwarded-proto': protocol }
    request({ host: '127.0.0.1', port: site.port, path: incoming.url, method: incoming.method, headers: told }, async (answer) => {
      const chunks: Buffer[] = []
      for await (const chunk of answer) chunks.push(chunk)
      const { 'content-length': _length, refresh, ...kept } = answer.headers
      response.writeHead(answer.statusCode ?? 502, {
        ...kept,
        ...refresh !== undefined && { refresh: local(String(refresh)) },
        ...changed,
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

  const start = (certificate: Certificate | undefined, listener: RequestListener) => certificate ? createTlsServer(certificate, listener) : createServer(listener)
  const servers = [
    start(own, (incoming, response) => forward(incoming, response)),
    start(own, (incoming, response) => forward(incoming, response, 'max-age=3600')),
    start(other, (incoming, response) => void answerElsewhere(incoming, response)),
  ]
  const [ours = 0, kept = 0, elsewhere = 0] = await Promise.all(servers.map(listen))
  const origins = {
    ours: `${protocol}://${hosts.site}:${ours}`, kept: `${protocol}://${hosts.site}:${kept}`, elsewhere: `${protocol}://${hosts.elsewhere}:${elsewhere}`,
  }
  for (const origin of Object.values(origins)) ownOrigins.add(origin)
  const addresses = { start: `${origins.elsewhere}/start`, weather: `${origins.elsewhere}/weather` }
  return {
    ...addresses,
    certificates,
    asked,
    ours: path => origins.ours + path,
    kept: path => origins.kept + path,
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
