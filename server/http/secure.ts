import { isIP } from 'node:net'
import type { Peer } from '../counter/client-address.ts'
import { headerOf, type RequestHeaders } from '../counter/request-headers.ts'

/** How a request came, as far as it tells whether the visitor's own connection was encrypted. */
export interface Connection {
  /** Whether our own socket is a TLS one. */
  readonly encrypted: boolean
  readonly peer: Peer
  /** The `Host` header. */
  readonly host: string
  readonly headers: RequestHeaders
}

/**
 * Whether the visitor's browser takes our address for potentially trustworthy (https://w3c.github.io/webappsec-secure-contexts/,
 * 3.1), so that it sends `Sec-Fetch-*`: HTTPS, as a trusted proxy says in `X-Forwarded-Proto`, or a name of this machine that was asked
 * directly. In doubt it is not: an onion service over plain HTTP, for one, is only to Tor Browser.
 *
 * Behind a proxy that hands on no `Host`, everybody seems to ask for 127.0.0.1; it is then not believed if the proxy says anything else.
 */
export function isSecure({ encrypted, peer, host, headers }: Connection): boolean {
  if (encrypted) return true
  if (peer.isTor) return false
  const protocol = headerOf(headers, 'x-forwarded-proto')
  if (protocol !== undefined && peer.isTrusted()) {
    // Several proxies may each have added theirs; the visitor's connection is one of them. Empty elements are none (RFC 9110, 5.6.1).
    const protocols = protocol.toLowerCase().split(',').map(part => part.trim()).filter(Boolean)
    return protocols.length > 0 && protocols.every(part => part === 'https')
  }
  return isLocalName(host) && protocol === undefined && headers['x-forwarded-for'] === undefined
}

function isLocalName(host: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '')
  return name === 'localhost' || name === '[::1]' || (name.startsWith('127.') && isIP(name) === 4)
}
