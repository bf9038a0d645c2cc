import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Countries } from '../counter/country.ts'
import { createFlood } from '../counter/network.ts'
import type { Recorder } from '../counter/recorder.ts'
import { decide } from '../counter/verdict.ts'
import type { Config } from '../operator/config.ts'
import type { Answers } from './answer.ts'
import { isSecure, type Client } from './client.ts'
import type { Document } from './document.ts'
import { shareOf } from './limits.ts'

interface OpenedOf {
  readonly config: Config
  readonly countries: Countries
  readonly recorder: Recorder
}

/** An answer that leaves at the end of the turn, when the visits are written. */
interface Waiting {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly document: Document
}

/**
 * Answers with a document, and counts a visit where it is one. The visits of one turn of the event loop are written in one transaction, and only
 * then do their answers leave: what was answered can no longer be lost, not even by `kill -9`.
 */
export function createPageOpener({ config, countries, recorder }: OpenedOf, { sendDocument, sendText }: Pick<Answers, 'sendDocument' | 'sendText'>) {
  const isFlood = createFlood(shareOf(config.floodLimit, config.workers))
  let waiting: Waiting[] = []

  function sendRecorded() {
    const answers = waiting
    waiting = []
    recorder.flush()
    for (const { request, response, document } of answers) sendDocument(request, response, document)
  }

  return (request: IncomingMessage, response: ServerResponse, document: Document, client: Client) => {
    if (document.locale === undefined || document.status !== 200) return sendDocument(request, response, document)
    const { headers } = request
    const { peer, address, limitedAddress } = client
    const host = headers.host ?? ''
    const secure = isSecure({ encrypted: 'encrypted' in request.socket, peer, host, headers })
    const { ownHosts, countryHeader } = config
    const { verdict, country } = decide({ method: request.method ?? '', host, ownHosts, secure, headers, peer, address, countryHeader, countries })
    // The browser would show a page it loaded in advance without asking again; refused, it asks when the reader really comes.
    if (verdict === 'speculative') return sendText(request, response, 503, 'Not in advance.')
    if (country !== undefined) {
      if (verdict === 'doubtful' || isFlood(limitedAddress, peer.isTor)) recorder.recordDoubtful(country)
      else recorder.record(country, document.locale)
    }
    // Clicks wait, too: one order for all answers of a connection.
    if (waiting.push({ request, response, document }) === 1) setImmediate(sendRecorded)
  }
}
