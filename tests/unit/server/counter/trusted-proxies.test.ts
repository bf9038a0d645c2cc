import { describe, expect, it } from 'vitest'
import { isTrusted, parseTrustedProxies } from '../../../../server/counter/address.ts'

describe('parseTrustedProxies', () => {
  it('reads addresses and blocks of both versions', () => {
    const trusted = parseTrustedProxies(' 127.0.0.1, 10.0.0.0/8,fd00::/8 , 2001:db8::1')
    for (const address of ['127.0.0.1', '10.255.0.1', 'fd12::1', '2001:db8::1']) expect(isTrusted(address, trusted)).toBe(true)
    for (const address of ['127.0.0.2', '11.0.0.1', 'fe80::1', '2001:db8::2', '', 'rubbish']) expect(isTrusted(address, trusted)).toBe(false)
  })

  it('trusts nobody by an empty list', () => {
    expect(isTrusted('127.0.0.1', parseTrustedProxies(''))).toBe(false)
    expect(isTrusted('127.0.0.1', parseTrustedProxies(' , '))).toBe(false)
  })

  it.each(['10.0.0.0/33', 'fd00::/129', '10.0.0/8', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/-1', '10.0.0.0/8.5', 'localhost', 'fe80::1%eth0'])('refuses %s by name', (entry) => {
    expect(() => parseTrustedProxies(`127.0.0.1, ${entry}`)).toThrow(`"${entry}" is neither an address nor a CIDR block`)
  })
})
