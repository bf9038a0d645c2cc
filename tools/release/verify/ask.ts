import { get as getHttp, type IncomingMessage } from 'node:http'
import { get as getHttps } from 'node:https'

/** An answer as it came over the wire: every value of a header, and the bytes before they are unpacked. */
export type Answer = { status: number, headers: NodeJS.Dict<string[]>, body: Buffer }

/** What `fetch` of Node says: nobody can tell who asks. */
const sameForAll = { 'accept': '*/*', 'accept-language': '*', 'sec-fetch-mode': 'cors', 'user-agent': 'node' }

/**
 * Asks an address and follows nobody elsewhere. Not with `fetch`: that unpacks what browsers show only the beginning of, and joins headers
 * that stand there twice.
 *
 * @param most bytes of the body of a page; of more nothing is read, so that nobody can keep us busy
 * @throws Error when nobody answers
 */
export async function ask(url: string, encoding: string, most: number, signal: AbortSignal): Promise<Answer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const get = url.startsWith('https:') ? getHttps : getHttp
    get(url, { headers: { ...sameForAll, 'accept-encoding': encoding }, signal }, resolve).on('error', reject)
  })
  const { statusCode: status = 0, headersDistinct: headers } = response
  return { status, headers, body: await bodyOf(response, status === 200 ? most : 0) }
}

async function bodyOf(response: AsyncIterable<Uint8Array>, most: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  // Leaving the loop ends the transfer.
  for await (const part of response) {
    parts.push(part)
    size += part.length
    if (size > most) break
  }
  return Buffer.concat(parts)
}

/** What the codes of Node say, in words that go after the name of who was asked. */
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections: nobody serves there',
  ECONNRESET: 'ends the connection',
  EAI_AGAIN: 'has a name that cannot be looked up now',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached',
  ENOTFOUND: 'has a name that nobody knows',
  ETIMEDOUT: 'does not answer',
  UND_ERR_SOCKET: 'ends the connection',
}

/** An address gave no answer; the message says why, in words that go after its name. */
export class NoAnswer extends Error {}

/**
 * Why an address gave no answer. The cause says more than the error, where there is one.
 *
 * @param error what asking threw
 * @param patience seconds that an answer may take
 */
export function noAnswer(error: unknown, patience: number): string {
  if (!(error instanceof Error)) return 'cannot be asked'
  if (error.name === 'TimeoutError') return `does not answer within ${patience} s`
  const cause = error.cause instanceof Error ? error.cause : error
  const code = 'code' in cause ? String(cause.code) : ''
  return words[code] ?? (/CERT|SIGNED|TLS/.test(code) ? `has a certificate that is not valid (${code})` : `cannot be asked (${code || cause.message})`)
}
