import type { IncomingMessage, ServerResponse } from 'node:http'
import { defaultLocale, isLocale } from '../../shared/locales.ts'
import { blankPage, errorStatus, pagePath, type ErrorPage } from '../../shared/paths.ts'
import { clientAddress, limitedAddress, type Peer } from '../counter/client-address.ts'
import { countryOf, type Countries } from '../counter/country.ts'
import { createFlood } from '../counter/flood.ts'
import { isOnion, ownOnions } from '../counter/onion.ts'
import type { Recorder } from '../counter/recorder.ts'
import { headerOf } from '../counter/request-headers.ts'
import { judge } from '../counter/verdict.ts'
import { hostsOf, type Config } from '../config.ts'
import type { Publication } from '../publication.ts'
import type { Document } from './document.ts'
import { admit } from './door.ts'
import { isDynamic } from './dynamic.ts'
import { isExit } from './exit.ts'
import { redirectHeaders, strictTransport, textHeaders } from './headers.ts'
import { health } from './health.ts'
import { maxHeadersCount } from './limits.ts'
import { negotiateEncoding, negotiateLocale } from './negotiate.ts'
import { createPeers } from './peers.ts'
import { createRateLimit } from './rate-limit.ts'
import { isSecure } from './secure.ts'
import { notUnderstood } from './unreadable.ts'

export interface Site {
  config: Config
  countries: Countries
  recorder: Recorder
  /** Prerendered pages and published files by path; replaced as a whole when a day has ended. */
  pages: Map<string, Document>
  dynamic: (path: string) => Promise<Document | undefined>
  publication: Pick<Publication, 'isUpToDate'>
  /** True from the moment the process was asked to stop. */
  stopping: boolean
}

/** Who asks, as far as the limits and the country need it; lives as long as the request. */
interface Client {
  readonly peer: Peer
  readonly address: string
}

/** An answer that leaves at the end of the turn, when the visits are written. */
interface Waiting {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly document: Document
}

/** Of a path, whatever mark stands behind it. */
const firstWord = /^\/([a-z0-9_-]+)/

/**
 * Answers requests: door, exit, page, visit, store, answer, in this order. The visits of one turn of the event loop are written in one
 * transaction, and only then do their answers leave: what was answered can no longer be lost, not even by `kill -9`.
 *
 * Nothing of a request is written to a log or into an answer.
 */
export function createListener(site: Site): (request: IncomingMessage, response: ServerResponse) => void {
  const { config, countries, recorder } = site
  const isTooMany = createRateLimit(config.rateLimit)
  const isFlood = createFlood(config.floodLimit)
  const peerAt = createPeers(config.trustedProxies)
  let waiting: Waiting[] = []

  function sendRecorded() {
    const answers = waiting
    waiting = []
    recorder.flush()
    for (const { request, response, document } of answers) send(request, response, document)
  }

  const originHosts = hostsOf([config.siteOrigin, config.onionOrigin])
  const onionHosts = ownOnions(config.onionOrigin, config.ownHosts)
  const secureOrigin = config.siteOrigin?.startsWith('https:') === true

  function isStrict({ headers }: IncomingMessage): boolean {
    return secureOrigin && !isOnion(headers.host ?? '')
  }

  function send(request: IncomingMessage, response: ServerResponse, document: Document) {
    const { body, headers, strictHeaders } = document.variants[negotiateEncoding(request.headers['accept-encoding'])]
    write(request, response, document.status, isStrict(request) ? strictHeaders : headers, body)
  }

  function write(request: IncomingMessage, response: ServerResponse, status: number, headers: string[], body: string) {
    if (site.stopping) response.shouldKeepAlive = false
    response.writeHead(status, headers)
    if (request.method === 'HEAD') response.end()
    else response.end(body, 'latin1')
  }

  function refuse(request: IncomingMessage, response: ServerResponse, status: number, text: string) {
    write(request, response, status, [...textHeaders(status, text.length), ...(isStrict(request) ? strictTransport : [])], text)
  }

  function clientOf({ socket, headers }: IncomingMessage): Client {
    const peer = peerAt(socket)
    return { peer, address: clientAddress(peer, headerOf(headers, 'x-forwarded-for')) }
  }

  function redirect(request: IncomingMessage, response: ServerResponse, location: string) {
    write(request, response, 302, [...redirectHeaders(location), ...(isStrict(request) ? strictTransport : [])], '')
  }

  function open(request: IncomingMessage, response: ServerResponse, document: Document, client: Client) {
    if (document.locale === undefined || document.status !== 200) return send(request, response, document)
    const { headers } = request
    const host = headers.host ?? ''
    const secure = isSecure({ encrypted: 'encrypted' in request.socket, peer: client.peer, host, headers })
    const verdict = judge({ method: request.method ?? '', host, ownHosts: config.ownHosts, secure, headers })
    // The browser would show a page it loaded in advance without asking again; refused, it asks when the reader really comes.
    if (verdict === 'speculative') return refuse(request, response, 503, 'Not in advance.')
    if (verdict === 'visit' || verdict === 'doubtful') {
      const country = countryOf({ ...client, host, onionHosts, headers, countryHeader: config.countryHeader, countries })
      if (verdict === 'doubtful' || isFlood(limitedAddress(host, client.address))) recorder.recordDoubtful(country)
      else recorder.record(country, document.locale)
    }
    // Clicks wait, too: one order for all answers of a connection.
    if (waiting.push({ request, response, document }) === 1) setImmediate(sendRecorded)
  }

  function localeOf({ headers }: IncomingMessage, path: string) {
    const first = firstWord.exec(path)?.[1]
    return isLocale(first) ? first : negotiateLocale(headers['accept-language'])
  }

  /** The way out when somebody presses the quick exit; undefined for everything else. */
  function exitOf(request: IncomingMessage, path: string): Document | undefined {
    const { host = '', referer } = request.headers
    if (!isExit({ target: request.url ?? '', host, originHosts, referer })) return undefined
    return site.pages.get(pagePath(localeOf(request, path), blankPage))
  }

  function missing(request: IncomingMessage, response: ServerResponse, path: string, name: ErrorPage) {
    const document = site.pages.get(pagePath(localeOf(request, path), name)) ?? site.pages.get(pagePath(defaultLocale, name))
    if (document) send(request, response, document)
    else refuse(request, response, errorStatus[name], 'Not here.')
  }

  return (request, response) => {
    if (request.rawHeaders.length > 2 * maxHeadersCount) return refuse(request, response, 431, notUnderstood)
    const admission = admit(request.method, request.url, request.headers.host)
    if (!admission.admitted) return refuse(request, response, admission.status, notUnderstood)
    // Before any limit: whoever leaves must not read that he asked too often.
    const exit = exitOf(request, admission.path)
    if (exit) return send(request, response, exit)
    const client = clientOf(request)
    if (isTooMany(limitedAddress(request.headers.host ?? '', client.address))) return missing(request, response, admission.path, 'busy')
    const path = admission.path.length > 1 && admission.path.endsWith('/') ? admission.path.slice(0, -1) : admission.path
    if (path === '/') {
      return redirect(request, response, `/${negotiateLocale(request.headers['accept-language'])}`)
    }
    const page = site.pages.get(path)
    if (page) return open(request, response, page, client)
    if (path.startsWith('/health/')) {
      const state = health(path, site)
      if (state) return refuse(request, response, state.status, state.text)
    }
    if (!isDynamic(path)) return missing(request, response, path, '404')
    site.dynamic(path).then(
      document => document ? open(request, response, document, client) : missing(request, response, path, '404'),
      () => missing(request, response, path, 'unavailable'),
    )
  }
}
