import type { IncomingMessage, ServerResponse } from 'node:http'
import { defaultLocale, isLocale } from '../../shared/locales.ts'
import { blankPage, errorStatus, pagePath, type ErrorPage } from '../../shared/paths.ts'
import type { Countries } from '../counter/country.ts'
import type { Recorder } from '../counter/recorder.ts'
import { hostsOf, type Config } from '../config.ts'
import type { MachineState } from '../state.ts'
import { createAnswers } from './answer.ts'
import { createClients, torClient } from './client.ts'
import type { Document } from './document.ts'
import { admit } from './door.ts'
import { isDynamic } from './dynamic.ts'
import { isExit } from './exit.ts'
import { health } from './health.ts'
import { maxHeadersCount } from './limits.ts'
import { negotiateLocale } from './negotiate.ts'
import { createPageOpener } from './open-page.ts'
import { createRateLimit } from './rate-limit.ts'
import { notUnderstood } from './unreadable.ts'

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

/** Of a path, whatever mark stands behind it. */
const firstWord = /^\/([a-z0-9_-]+)/

/**
 * Answers requests: door, exit, limit, page, in this order; {@link createPageOpener} counts the visits.
 *
 * Nothing of a request is written to a log or into an answer.
 *
 * @param port - whether everybody comes to it, or tor alone
 */
export function createListener(site: Site, port: 'open' | 'tor' = 'open'): (request: IncomingMessage, response: ServerResponse) => void {
  const { config } = site
  const isTooMany = createRateLimit(config.rateLimit)
  const clientOf = port === 'tor' ? () => torClient : createClients(config)
  const originHosts = hostsOf([config.siteOrigin, config.onionOrigin])
  const answers = createAnswers(site, port === 'tor')
  const { sendDocument, sendText, redirect } = answers
  const openPage = createPageOpener(site, answers)

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

  function sendError(request: IncomingMessage, response: ServerResponse, path: string, name: ErrorPage) {
    const document = site.pages.get(pagePath(localeOf(request, path), name)) ?? site.pages.get(pagePath(defaultLocale, name))
    if (document) sendDocument(request, response, document)
    else sendText(request, response, errorStatus[name], 'Not here.')
  }

  return (request, response) => {
    if (request.rawHeaders.length > 2 * maxHeadersCount) return sendText(request, response, 431, notUnderstood)
    const admission = admit(request.method, request.url, request.headers.host)
    if (!admission.admitted) return sendText(request, response, admission.status, notUnderstood)
    // Before any limit: whoever leaves must not read that he asked too often.
    const exit = exitOf(request, admission.path)
    if (exit) return sendDocument(request, response, exit)
    const client = clientOf(request)
    if (isTooMany(client.limitedAddress)) return sendError(request, response, admission.path, 'busy')
    const path = admission.path.length > 1 && admission.path.endsWith('/') ? admission.path.slice(0, -1) : admission.path
    if (path === '/') {
      return redirect(request, response, `/${negotiateLocale(request.headers['accept-language'])}`)
    }
    const page = site.pages.get(path)
    if (page) return openPage(request, response, page, client)
    if (path.startsWith('/health/')) {
      const state = health(path, site)
      if (state) return sendText(request, response, state.status, state.text)
    }
    if (!isDynamic(path)) return sendError(request, response, path, '404')
    site.dynamic(path).then(
      document => document ? openPage(request, response, document, client) : sendError(request, response, path, '404'),
      () => sendError(request, response, path, 'unavailable'),
    )
  }
}
