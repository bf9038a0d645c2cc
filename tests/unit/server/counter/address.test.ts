import { describe, expect, it } from 'vitest'
import { asStranger, clientAddress, isOwnHost, isOwnOnion, isTrusted, limitedAddress, ownOnions, parseHostNames, parseTrustedProxies, peerOf, torPeer } from '../../../../server/counter/address.ts'

const nobody = parseTrustedProxies('')
const proxies = parseTrustedProxies('127.0.0.1, ::1, 10.0.0.0/8, fd00::/8')

describe('the socket', () => {
  it.each([
    ['77.88.8.8', '77.88.8.8'],
    ['::ffff:77.88.8.8', '77.88.8.8'],
    ['2a02:6b8::1', '2a02:6b8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['64:ff9b::4d58:808', '77.88.8.8'],
    ['64:FF9B:0:0:0:0:77.88.8.8', '77.88.8.8'],
    ['0064:ff9b::4d58:0', '77.88.0.0'],
    ['64:ff9b::7f00:1', '64:ff9b::7f00:1'],
    ['64:ff9b:1::4d58:808', '64:ff9b:1::4d58:808'],
    ['64:ff9b::1:4d58:808', '64:ff9b::1:4d58:808'],
    ['0:64:ff9b::4d58:808', '0:64:ff9b::4d58:808'],
    ['2001:0db8::1', '2001:db8::1'],
    ['2001:DB8:00:000:0:0:0:1', '2001:db8::1'],
    ['2a02:06b8::1%eth0', '2a02:6b8::1'],
    ['2a02:6b8::1.2.3.4', '2a02:6b8::102:304'],
    [undefined, ''],
    ['', ''],
  ])('%s is %s', (socket, address) => expect(clientAddress(peerOf(socket, nobody), undefined)).toBe(address))
})

describe('X-Forwarded-For', () => {
  it('is ignored when no proxy is trusted, or another peer sends it', () => {
    expect(clientAddress(peerOf('77.88.8.8', nobody), '1.1.1.1')).toBe('77.88.8.8')
    expect(clientAddress(peerOf('127.0.0.1', nobody), '1.1.1.1')).toBe('127.0.0.1')
    expect(clientAddress(peerOf('77.88.8.8', proxies), '1.1.1.1')).toBe('77.88.8.8')
  })

  it.each([
    ['one proxy', '127.0.0.1', '77.88.8.8', '77.88.8.8'],
    ['a dual-stack socket', '::ffff:127.0.0.1', '77.88.8.8', '77.88.8.8'],
    ['two proxies', '127.0.0.1', '77.88.8.8, 10.1.2.3', '77.88.8.8'],
    ['what the visitor invented on the left', '127.0.0.1', '1.1.1.1, 8.8.8.8, 77.88.8.8, 10.1.2.3', '77.88.8.8'],
    ['a trusted address invented on the left', '127.0.0.1', '10.0.0.9, 77.88.8.8', '77.88.8.8'],
    ['only trusted addresses', '127.0.0.1', '10.0.0.9, fd00::1', '10.0.0.9'],
    ['a port', '127.0.0.1', '77.88.8.8:50123', '77.88.8.8'],
    ['IPv6', '::1', '2a02:6b8::1', '2a02:6b8::1'],
    ['IPv6 in brackets', '::1', '[2a02:6b8::1]', '2a02:6b8::1'],
    ['IPv6 with port', '::1', '[2a02:6b8::1]:50123', '2a02:6b8::1'],
    ['IPv6 with port, upper case', '::1', '[2A02:6B8::A]:50123', '2a02:6b8::a'],
    ['IPv4 in IPv6', '::1', '[::ffff:77.88.8.8]:50123', '77.88.8.8'],
    ['IPv4 in IPv6, hexadecimal', '::1', '::ffff:4d58:808', '77.88.8.8'],
    ['IPv4 in IPv6, written out', '::1', '0:0:0:0:0:FFFF:77.88.8.8', '77.88.8.8'],
    ['no white space', '127.0.0.1', '1.1.1.1,77.88.8.8,10.1.2.3', '77.88.8.8'],
    ['rubbish', '127.0.0.1', 'unknown', ''],
    ['rubbish right of an address', '127.0.0.1', '77.88.8.8, _hidden', ''],
    ['an empty header', '127.0.0.1', '', ''],
    ['an empty element', '127.0.0.1', '77.88.8.8,', '77.88.8.8'],
    ['empty elements between', '127.0.0.1', '1.1.1.1, 77.88.8.8 , ,\t, 10.1.2.3, ', '77.88.8.8'],
    ['more empty elements than there are proxies', '127.0.0.1', `77.88.8.8${','.repeat(1000)}`, ''],
    ['markup', '127.0.0.1', '<script>', ''],
    ['a comma in front', '127.0.0.1', ',77.88.8.8', '77.88.8.8'],
    ['only commas', '127.0.0.1', ',,', ''],
    ['two commas in front', '127.0.0.1', ',,10.0.0.9', '10.0.0.9'],
    ['a comma left of trusted addresses', '127.0.0.1', ',10.0.0.9', '10.0.0.9'],
    ['as many proxies as are looked at', '127.0.0.1', `77.88.8.8${',10.1.2.3'.repeat(31)}`, '77.88.8.8'],
    ['one proxy more', '127.0.0.1', `77.88.8.8${',10.1.2.3'.repeat(32)}`, '10.1.2.3'],
    ['more trusted addresses than there are proxies', '127.0.0.1', `77.88.8.8${',10.1.2.3'.repeat(1000)}`, '10.1.2.3'],
    ['an octet too large', '127.0.0.1', '77.88.8.256', ''],
    ['brackets around a part', '127.0.0.1', '2a[02:6b8::1]', ''],
  ])('%s', (_, socket, forwarded, address) => expect(clientAddress(peerOf(socket, proxies), forwarded)).toBe(address))
})

describe('isOwnHost', () => {
  const isOwn = (address: string, host: string) => isOwnHost(new URL(address), host, ['www.site.example', 'mirror.example'])

  it.each(['https://site.example/ru', 'http://SITE.example:8080/', 'https://www.site.example/', 'https://mirror.example:8443/ru'])('knows %s', (address) => {
    for (const host of ['site.example', 'Site.Example:3000']) expect(isOwn(address, host)).toBe(true)
  })

  it.each(['https://example/', 'https://notsite.example/', 'https://site.example.org/', 'https://elsewhere.example/site.example', 'data:,site.example'])('does not know %s', (address) => {
    for (const host of ['site.example', '']) expect(isOwn(address, host)).toBe(false)
  })
})

it('knows its IPv6 address', () => {
  expect(isOwnHost(new URL('http://[2a02:6b8::1]:3000/'), '[2a02:6b8::1]:3000', [])).toBe(true)
})

it('believes neither tor nor a stranger', () => {
  expect(torPeer.isTor).toBe(true)
  expect(clientAddress(torPeer, '1.1.1.1')).toBe('')
  expect(clientAddress(asStranger(peerOf('127.0.0.1', proxies)), '1.1.1.1')).toBe('127.0.0.1')
})

it('knows its onion services only where one is set', () => {
  const names = ['site.example', 'ours.onion', 'other.onion']
  expect(ownOnions('http://ours.onion', names)).toEqual(['ours.onion', 'other.onion'])
  expect(ownOnions(undefined, names)).toEqual([])
})

describe('limitedAddress', () => {
  it.each(['ours.onion', 'www.ours.onion:80'])('is none for who comes to %s through tor', host => expect(limitedAddress(host, '127.0.0.1', ['ours.onion'])).toBe(''))

  it.each([
    ['another site', 'site.example', '127.0.0.1'],
    ['a made-up onion name', 'made-up.onion', '127.0.0.1'],
    ['somebody who only names our onion service', 'ours.onion', '77.88.8.8'],
  ])('is the address for %s', (_, host, address) => expect(limitedAddress(host, address, ['ours.onion'])).toBe(address))
})

describe('isOwnOnion', () => {
  it.each(['invented.onion', 'Invented.ONION', 'invented.onion:80', 'invented.onion.'])('takes %s for ours where our names are not known', host => expect(isOwnOnion(host, [])).toBe(true))

  it.each(['ours.onion', 'Ours.ONION', 'ours.onion:80', 'ours.onion.', 'other.onion', 'www.ours.onion', 'a.b.Ours.onion:80'])('takes %s for ours where it is one of our names or below one', (host) => {
    expect(isOwnOnion(host, ['ours.onion', 'other.onion'])).toBe(true)
  })

  it.each(['invented.onion', 'notours.onion', 'ours.onion.onion', 'ours_onion'])('does not take %s for ours where our names are others', host => expect(isOwnOnion(host, ['ours.onion'])).toBe(false))

  it.each(['invented.onion.example', 'onion', 'notonion:80'])('does not take %s for ours', host => expect(isOwnOnion(host, [])).toBe(false))
})

const read = (list: string) => parseHostNames(list, (entry, wanted) => new Error(`${entry}: ${wanted}`))

describe('parseHostNames', () => {
  it.each([
    ['', []],
    ['guide.example', ['guide.example']],
    [' A.example,b-1.example , ,', ['a.example', 'b-1.example']],
  ])('reads "%s"', (list, names) => {
    expect(read(list)).toEqual(names)
  })

  it.each(['https://a.example', 'a.example:80', 'a b', 'пример.example'])('refuses "%s"', (entry) => {
    expect(() => read(`ok.example,${entry}`)).toThrow(`${entry}: a comma list of host names, without scheme and port`)
  })
})

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

  it.each(['10.0.0.0/33', 'fd00::/129', '10.0.0/8', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/0008', '10.0.0.0/-1', '10.0.0.0/8.5', 'localhost', 'fe80::1%eth0'])('refuses %s by name', (entry) => {
    expect(() => parseTrustedProxies(`127.0.0.1, ${entry}`)).toThrow(`"${entry}" is neither an address nor a CIDR block`)
  })
})
