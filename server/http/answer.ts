import type { IncomingMessage, ServerResponse } from 'node:http'
import { isOnion } from '../counter/address.ts'
import type { Config } from '../operator/config.ts'
import type { Document } from './document.ts'
import { redirectHeaders, strictTransport, textHeaders } from './headers.ts'
import { negotiateEncoding } from './negotiate.ts'

interface AnswersOf {
  readonly config: Pick<Config, 'siteOrigin' | 'hstsSeconds'>
  /** True from the moment the process was asked to stop: connections then end with their answer. */
  readonly stopping: boolean
}

/** The ways to answer; each ends the answer. */
export interface Answers {
  /** Sends what is ready, in the smallest encoding that the client takes. */
  sendDocument: (request: IncomingMessage, response: ServerResponse, document: Document) => void
  /** @param text in ASCII */
  sendText: (request: IncomingMessage, response: ServerResponse, status: number, text: string) => void
  redirect: (request: IncomingMessage, response: ServerResponse, location: string) => void
}

/** @param isForTor - whether all of them go to tor */
export function createAnswers(site: AnswersOf, isForTor: boolean): Answers {
  const strict = strictTransport(site.config.hstsSeconds)
  const secureOrigin = !isForTor && site.config.siteOrigin?.startsWith('https:') === true

  function isStrict({ headers }: IncomingMessage): boolean {
    return secureOrigin && !isOnion(headers.host ?? '')
  }

  function write(request: IncomingMessage, response: ServerResponse, status: number, headers: string[], body: string) {
    if (site.stopping) response.shouldKeepAlive = false
    response.writeHead(status, headers)
    if (request.method === 'HEAD') response.end()
    else response.end(body, 'latin1')
  }

  return {
    sendDocument(request, response, document) {
      const { body, headers, secureHeaders } = document.variants[negotiateEncoding(request.headers['accept-encoding'])]
      write(request, response, document.status, isStrict(request) ? [...secureHeaders, ...strict] : headers, body)
    },
    sendText(request, response, status, text) {
      write(request, response, status, [...textHeaders(status, text.length), ...(isStrict(request) ? strict : [])], text)
    },
    redirect(request, response, location) {
      write(request, response, 302, [...redirectHeaders(location), ...(isStrict(request) ? strict : [])], '')
    },
  }
}
