import type { IncomingMessage, ServerResponse } from 'node:http'
import { defaultLocale, isLocale } from '../../shared/locales.ts'
import { blankPage, errorStatus, pagePath, type ErrorPage } from '../../shared/paths.ts'
import { hostsOf, type Config } from '../operator/config.ts'
import type { Countries } from '../counter/country.ts'
import { isPrivate } from '../counter/network.ts'
import type { Recorder } from '../counter/recorder.ts'
import { hostWarning, tellOnce, type MachineState } from '../operator/state.ts'
import { createAnswers } from './answer.ts'
import { createClients, torClient } from './client.ts'
import type { Document } from './document.ts'
import { admit, isExit, meantPath, notUnderstood, toOriginForm } from './door.ts'
import { isDynamic } from './dynamic.ts'
import { createRateLimit, isUnlimited, leastRateLimit, maxHeadersCount, shareOf } from './limits.ts'
import { negotiateLocale } from './negotiate.ts'
import { createPageOpener } from './open-page.ts'

export interface Site {
  config: Config
  countries: Countries
  recorder: Recorder
  /** Prerendered pages and published files by path; replaced as a whole when a day has ended. */
  pages: Map<string, Document>
  dynamic: (path: string) => Promise<Document | undefined>
  machine: () => MachineState
  /** True from the moment the process was asked to stop. */
  stopping: boolean
}

/**
 * Answers requests: door, exit, limit, page, in this order; {@link createPageOpener} counts the visits.
 *
 * Nothing of a request is written to a log or into an answer.
 *
 * @param port - whether everybody comes to it, or tor alone
 */
export function createListener(site: Site, port: 'open' | 'tor' = 'open'): (request: IncomingMessage, response: ServerResponse) => void {
  const { config } = site
  const isTooMany = createRateLimit(shareOf(config.rateLimit, config.workers, leastRateLimit))
  const clientOf = port === 'tor' ? () => torClient : createClients(config)
  const originHosts = hostsOf([config.siteOrigin, config.onionOrigin])
  const answers = createAnswers(site, port === 'tor')
  const { sendDocument, sendText, redirect } = answers
  const openPage = createPageOpener(site, answers)

  function localeOf({ headers }: IncomingMessage, path: string) {
    const [, first] = meantPath(path).split('/')
    return isLocale(first) ? first : negotiateLocale(headers['accept-language'])
  }

  /** A proxy that hides from us what the reader asked for would otherwise do so without a word. */
  function tellOfHost(request: IncomingMessage) {
    const { peer } = clientOf(request)
    if (peer.isTrusted() || isPrivate(peer.address)) tellOnce(hostWarning)
  }

  /** The way out when somebody presses the quick exit; undefined for everything else. */
  function exitOf(request: IncomingMessage, path: string): Document | undefined {
    const { host = '', referer } = request.headers
    if (!isExit({ target: request.url ?? '', host, originHosts, referer })) return undefined
    return site.pages.get(pagePath(localeOf(request, path), blankPage))
  }

  function sendError(request: IncomingMessage, response: ServerResponse, path: string, name: ErrorPage) {
    const document = site.pages.get(pagePath(localeOf(request, path), name)) ?? site.pages.get(pagePath(defaultLocale, name))
    if (document) sendDocument(request, response, document)
    else sendText(request, response, errorStatus[name], 'Not here.')
  }

  /** Leads on to the page that was meant, if there is one: to an address of our own list, and to a request of its own, which may be a visit. */
  function sendMissing(request: IncomingMessage, response: ServerResponse, path: string) {
    const meant = meantPath(path)
    if (meant === '/') return redirectToLanguage(request, response)
    if (meant !== path && (site.pages.get(meant)?.locale !== undefined || isDynamic(meant))) return redirect(request, response, meant)
    sendError(request, response, path, '404')
  }

  function redirectToLanguage(request: IncomingMessage, response: ServerResponse) {
    redirect(request, response, `/${negotiateLocale(request.headers['accept-language'])}`)
  }

  return (request, response) => {
    if (request.rawHeaders.length > 2 * maxHeadersCount) return sendText(request, response, 431, notUnderstood)
    toOriginForm(request)
    if (!request.headers.host || request.headers.host.includes('_')) tellOfHost(request)
    const admission = admit(request, () => clientOf(request).peer.isTrusted())
    if (!admission.admitted) return sendText(request, response, admission.status, notUnderstood)
    // Before any limit: whoever leaves must not read that he asked too often.
    const exit = exitOf(request, admission.path)
    if (exit) return sendDocument(request, response, exit)
    const client = clientOf(request)
    const path = admission.path.length > 1 && admission.path.endsWith('/') ? admission.path.slice(0, -1) : admission.path
    if (!isUnlimited(path) && isTooMany(client.limitedAddress, request.headers)) return sendError(request, response, path, 'busy')
    if (path === '/') return redirectToLanguage(request, response)
    const page = site.pages.get(path)
    if (page) return openPage(request, response, page, client)
    if (path.startsWith('/health/')) {
      const state = health(path, site)
      if (state) return sendText(request, response, state.status, state.text)
    }
    if (!isDynamic(path)) return sendMissing(request, response, path)
    site.dynamic(path).then(
      document => document ? openPage(request, response, document, client) : sendError(request, response, path, '404'),
      () => sendError(request, response, path, 'unavailable'),
    )
  }
}

export interface HealthOf {
  readonly recorder: Pick<Recorder, 'status'>
  readonly machine: () => MachineState
  readonly stopping: boolean
}

/**
 * `/health/live`: the process answers. `/health/ready`: all processes of this machine do, and count, and this one is not about to stop. A shared
 * engine that is out of reach is mentioned, without its name, for everybody may read this; it is no reason to take a site away that counts as
 * well as ever, and with it all other machines that share the engine.
 *
 * @returns undefined for any other path.
 */
export function health(path: string, { recorder, machine, stopping }: HealthOf): { status: 200 | 503, text: string } | undefined {
  if (path === '/health/live') return { status: 200, text: 'live\n' }
  if (path !== '/health/ready') return undefined
  if (stopping) return { status: 503, text: 'stopping\n' }
  const own = recorder.status()
  const { absent, storeFault, isPublished } = machine()
  const fault = own.ok ? storeFault : own.reason
  if (fault !== undefined) return { status: 503, text: `visits are counted in memory only: ${fault}\n` }
  if (absent > 0) return { status: 503, text: `processes that do not answer: ${absent}\n` }
  return { status: 200, text: isPublished ? 'ready\n' : 'ready; visits are counted here and cannot be published at the moment\n' }
}
