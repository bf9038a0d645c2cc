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
export class Silence extends Error {}

/**
 * Why an address gave no answer. `fetch` itself says “fetch failed”, and why only in the cause.
 *
 * @param error what `fetch` threw
 * @param patience seconds that an answer may take
 */
export function silence(error: unknown, patience: number): string {
  if (!(error instanceof Error)) return 'cannot be asked'
  if (error.name === 'TimeoutError') return `does not answer within ${patience} s`
  const cause = error.cause instanceof Error ? error.cause : error
  const code = 'code' in cause ? String(cause.code) : ''
  return words[code] ?? (/CERT|SIGNED|TLS/.test(code) ? `has a certificate that is not valid (${code})` : `cannot be asked (${code || cause.message})`)
}
