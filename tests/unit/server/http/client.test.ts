import { describe, expect, it } from 'vitest'
import { parseTrustedProxies, peerOf } from '../../../../server/counter/address.ts'
import { isSecure, type Connection } from '../../../../server/http/client.ts'

interface Asked extends Omit<Connection, 'peer'> {
  readonly socketAddress: string
}

function secure(change: Partial<Asked>): boolean {
  const { socketAddress, ...connection } = { encrypted: false, socketAddress: '10.0.0.1', host: 'site.example', headers: {}, ...change }
  return isSecure({ peer: peerOf(socketAddress, parseTrustedProxies('10.0.0.0/8')), ...connection })
}

describe('isSecure', () => {
  it.each<[string, Partial<Asked>, boolean]>([
    ['plain HTTP', {}, false],
    ['a TLS socket', { encrypted: true }, true],
    ['a trusted proxy says https', { headers: { 'x-forwarded-proto': 'https' } }, true],
    ['on a dual-stack socket', { socketAddress: '::ffff:10.0.0.1', headers: { 'x-forwarded-proto': 'HTTPS' } }, true],
    ['a trusted proxy says http', { headers: { 'x-forwarded-proto': 'http' } }, false],
    ['two proxies, both https', { headers: { 'x-forwarded-proto': 'https, https' } }, true],
    ['two proxies, only the nearer one https', { headers: { 'x-forwarded-proto': 'http, https' } }, false],
    ['two proxies, one of which says nothing', { headers: { 'x-forwarded-proto': 'https, ' } }, true],
    ['a trusted proxy that says nothing', { headers: { 'x-forwarded-proto': ',' } }, false],
    ['somebody else says https', { socketAddress: '77.88.8.8', headers: { 'x-forwarded-proto': 'https' } }, false],
    ['an onion service over plain HTTP', { host: 'invented2345address.onion' }, false],
    ['this machine by name', { socketAddress: '127.0.0.1', host: 'localhost:3000' }, true],
    ['this machine by address', { socketAddress: '127.0.0.1', host: '127.0.0.1:3000' }, true],
    ['this machine by IPv6 address', { socketAddress: '::1', host: '[::1]:3000' }, true],
    ['a name that begins like this machine', { host: '127.0.0.1.example' }, false],
    ['a trusted proxy that hands on no Host, visitor over http', { host: '127.0.0.1:3000', headers: { 'x-forwarded-proto': 'http' } }, false],
    ['any proxy that hands on no Host', { host: '127.0.0.1:3000', headers: { 'x-forwarded-for': '77.88.8.8' } }, false],
  ])('%s', (_, connection, answer) => expect(secure(connection)).toBe(answer))
})
