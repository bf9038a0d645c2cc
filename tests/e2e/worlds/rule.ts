import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { openStoreForReading } from '../../../server/counter/store.ts'
import { listen, ownOrigins, startServer } from '../built-site.ts'
import { makeCertificate } from './front.ts'

/** Names that browsers are told to look for on this machine. `.test` is nobody's (RFC 6761), the onion address is invented. */
export const names = {
  site: 'site.test',
  subdomain: 'www.site.test',
  mirror: 'mirror.test',
  elsewhere: 'elsewhere.test',
  onion: 'invented2345address.onion',
} as const

/** A Yandex name server: who comes through the front comes from Russia. */
const visitor = '77.88.8.8'

export interface Counts {
  /** By country code. */
  visits: Record<string, number>
  doubtful: number
}

interface Exchange {
  host: string
  path: string
  headers: IncomingHttpHeaders
  /** 0 until answered. */
  status: number
}

/** The built site behind a front, as in service, and another web site; both over HTTPS and over HTTP. */
export interface World {
  /** Makes an address. Without `openssl` there is no HTTPS, and `https` throws. */
  https: (name: keyof typeof names, path: string) => string
  http: (name: keyof typeof names, path: string) => string
  /** The site asked directly, at 127.0.0.1. */
  local: (path: string) => string
  hasHttps: boolean
  /** All that came to the front and was asked of the site, in order. */
  exchanges: Exchange[]
  counts: () => Counts
  close: () => Promise<void>
}

/**
 * Starts all of it. The front does what nginx does in service: it ends TLS, and tells the visitor's address and protocol. It is also
 * the other web site, whose pages may be asked for under the site's own names, too.
 */
export async function startWorld(): Promise<World> {
  const site = await startServer({ env: { TRUSTED_PROXIES: '127.0.0.1', OWN_HOSTS: names.mirror } })
  const certificate = makeCertificate(Object.values(names))
  const exchanges: Exchange[] = []
  const ports = { http: 0, https: 0 }
  const addresses = {
    https: (name: keyof typeof names, path: string) => `https://${names[name]}:${ports.https}${path}`,
    http: (name: keyof typeof names, path: string) => `http://${names[name]}:${ports.http}${path}`,
    local: (path: string) => site.origin + path,
  }

  function answer(protocol: 'http' | 'https', asked: IncomingMessage, response: ServerResponse) {
    const host = asked.headers.host ?? ''
    // Text browsers find the names by asking the front as their proxy, with the whole address.
    const path = (asked.url ?? '').replace(/^http:\/\/[^/]+/, '')
    if (host.startsWith(names.elsewhere) || /^\/(?:https?|onion|local)\//.test(path)) return sendElsewhere(addresses, `${protocol}://${host}`, path, response)
    if (path.startsWith('/upgrade/')) {
      return response.writeHead(301, { Location: addresses.https('site', path.slice('/upgrade'.length)) }).end()
    }
    const exchange = { host, path, headers: asked.headers, status: 0 }
    exchanges.push(exchange)
    const told = { 'x-forwarded-proto': protocol, 'x-forwarded-for': host.includes('.onion') ? '127.0.0.1' : visitor }
    const headers = { ...asked.headers, ...told }
    const forwarded = request({ host: '127.0.0.1', port: site.port, path, method: asked.method, headers }, (answered) => {
      exchange.status = answered.statusCode ?? 0
      const { 'connection': _, 'keep-alive': __, ...kept } = answered.headers
      response.writeHead(exchange.status, kept)
      answered.pipe(response)
    })
    forwarded.on('error', () => response.destroy())
    asked.pipe(forwarded)
  }

  const plain = createServer((asked, response) => answer('http', asked, response))
  const encrypted = certificate && createTlsServer(certificate, (asked, response) => answer('https', asked, response))
  ports.http = await listen(plain)
  if (encrypted) ports.https = await listen(encrypted)
  for (const name of Object.values(names)) {
    ownOrigins.add(`http://${name}:${ports.http}`)
    ownOrigins.add(`https://${name}:${ports.https}`)
  }

  return {
    ...addresses,
    hasHttps: certificate !== undefined,
    exchanges,
    counts: () => readCounts(site.visitsFile),
    close: async () => {
      for (const server of [plain, encrypted]) {
        server?.close()
        server?.closeAllConnections()
      }
      await site.end('SIGKILL')
    },
  }
}

function readCounts(file: string): Counts {
  const store = openStoreForReading(file)
  const visits: Record<string, number> = {}
  for (const { country, n } of store?.rows() ?? []) visits[country] = (visits[country] ?? 0) + n
  const doubtful = store?.doubtful().reduce((total, { n }) => total + n, 0) ?? 0
  store?.close()
  return { visits, doubtful }
}

/** Where `/https/…`, `/http/…`, `/onion/…` and `/local/…` link to. */
const targets: Record<string, (world: Pick<World, 'https' | 'http' | 'local'>) => string> = {
  https: world => world.https('site', '/ru'),
  http: world => world.http('site', '/ru'),
  onion: world => world.http('onion', '/ru'),
  local: world => world.local('/ru'),
}

/**
 * Answers for the other web site, which leads to ours in all ways that there are: `/https/script` redirects by script to our page
 * over HTTPS.
 *
 * @param origin its own, as it was asked for
 */
function sendElsewhere(world: Pick<World, 'https' | 'http' | 'local'>, origin: string, path: string, response: ServerResponse) {
  const [, to = '', page = ''] = path.split('/')
  const target = targets[to]?.(world) ?? ''
  if (page === '302') return response.writeHead(302, { Location: target }).end()
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(`<!doctype html><title>${page}</title><link rel="icon" href="data:,">${pageOf(page, target, `${origin}/${to}`)}`)
}

function pageOf(page: string, target: string, here: string): string {
  const link = `<a id="link" href="${target}">link</a>`
  const pages: Record<string, string> = {
    'links': [
      link,
      `<a id="noreferrer" rel="noreferrer" href="${target}">noreferrer</a>`,
      `<a id="blank" target="_blank" href="${target}">new tab</a>`,
      ...['302', 'script', 'refresh'].map(way => `<a id="${way === '302' ? 'redirect' : way}" href="${here}/${way}">${way}</a>`),
      `<form action="${target}"><button id="form">form</button></form>`,
    ].join('<br>'),
    'same-origin': `<meta name="referrer" content="same-origin">${link}`,
    'script': `<script>location.href = '${target}'</script>`,
    'refresh': `<meta http-equiv="refresh" content="0;url=${target}">`,
    'prefetch': `<link rel="prefetch" href="${target}">${link}`,
    'rules-prefetch': speculationRules('prefetch', target) + link,
    'rules-prerender': speculationRules('prerender', target) + link,
    'iframe': `<iframe src="${target}"></iframe>${link}`,
    'object': `<object data="${target}"></object>${link}`,
    'image': `<img src="${target}" alt="">${link}`,
    'fetch': `<script>fetch('${target}', { mode: 'no-cors' }).catch(() => {})</script>${link}`,
  }
  return pages[page] ?? ''
}

function speculationRules(action: 'prefetch' | 'prerender', target: string): string {
  return `<script type="speculationrules">{"${action}":[{"urls":["${target}"],"eagerness":"immediate"}]}</script>`
}
