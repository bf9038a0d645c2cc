import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../../server/operator/config.ts'

it('has a value for everything', () => {
  const { trustedProxies, workers, ...rest } = readConfig({})
  expect(rest).toEqual({
    port: 3000, host: '127.0.0.1', onionPort: undefined, siteOrigin: undefined, onionOrigin: undefined, hstsSeconds: 86_400, ownHosts: [], countryHeader: undefined, geoipFile: undefined,
    visitsFile: 'data/visits.sqlite', visitsPostgres: undefined, rateLimit: 300, floodLimit: 1000,
  })
  expect(workers).toBeGreaterThan(0)
  expect(trustedProxies.check('127.0.0.1')).toBe(false)
})

const onion = 'http://pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion'

it('reads what is set', () => {
  const config = readConfig({
    PORT: '0', HOST: '::', ONION_PORT: '3001', WORKERS: '3', SITE_ORIGIN: 'https://Example.org/', ONION_ORIGIN: onion, HSTS_SECONDS: '0', OWN_HOSTS: 'A.example, b.example', TRUSTED_PROXIES: '10.0.0.0/8,::1/128',
    COUNTRY_HEADER: 'CF-IPCountry', GEOIP_FILE: '/x.mmdb', VISITS_FILE: '/v.sqlite',
    VISITS_POSTGRES: 'postgresql://u:p%23@db.example/visits', RATE_LIMIT: '0', FLOOD_LIMIT: '5',
  })
  expect(config).toMatchObject({
    port: 0, host: '::', onionPort: 3001, workers: 3, siteOrigin: 'https://example.org', onionOrigin: onion, hstsSeconds: 0, ownHosts: ['a.example', 'b.example', 'example.org', new URL(onion).hostname],
    countryHeader: 'cf-ipcountry', geoipFile: '/x.mmdb', visitsFile: '/v.sqlite', visitsPostgres: 'postgresql://u:p%23@db.example/visits', rateLimit: 0, floodLimit: 5,
  })
  expect(config.trustedProxies.check('10.1.2.3')).toBe(true)
})

describe('names what is wrong', () => {
  it.each([
    [{ PORT: 'http' }, /^PORT is "http", but must be a whole number from 0 to 65535$/],
    [{ PORT: '70000' }, /^PORT/],
    [{ WORKERS: '0' }, /^WORKERS/],
    [{ ONION_PORT: '3000' }, /^ONION_PORT is "3000", but must be another port than PORT$/],
    [{ PORT: '4000', ONION_PORT: '4000' }, /^ONION_PORT/],
    [{ ONION_PORT: 'tor' }, /^ONION_PORT is "tor", but must be a whole number from 0 to 65535$/],
    [{ HOST: 'a/b' }, /^HOST/],
    [{ SITE_ORIGIN: 'example.org' }, /^SITE_ORIGIN/],
    [{ SITE_ORIGIN: 'https://example.org/path' }, /^SITE_ORIGIN/],
    [{ ONION_ORIGIN: onion.replace('http:', 'https:') }, /^ONION_ORIGIN/],
    [{ ONION_ORIGIN: onion.replace('pg6', 'pg7') }, /^ONION_ORIGIN is .*, none mistyped, without a path$/],
    [{ ONION_ORIGIN: `${onion}/` }, /^ONION_ORIGIN/],
    [{ ONION_ORIGIN: 'http://expyuzz4wqqyqhjn.onion' }, /^ONION_ORIGIN/],
    [{ ONION_ORIGIN: 'https://example.org' }, /^ONION_ORIGIN/],
    [{ ONION_ORIGIN: onion }, /^ONION_ORIGIN is set, but ONION_PORT is not: .*$/],
    [{ HSTS_SECONDS: 'a day' }, /^HSTS_SECONDS is "a day", but must be a whole number from 0 to 63072000$/],
    [{ OWN_HOSTS: 'https://a.example' }, /^OWN_HOSTS/],
    [{ TRUSTED_PROXIES: '10.0.0.0/99' }, /^TRUSTED_PROXIES/],
    [{ COUNTRY_HEADER: 'a b' }, /^COUNTRY_HEADER/],
    [{ RATE_LIMIT: '-1' }, /^RATE_LIMIT/],
    [{ FLOOD_LIMIT: 'many' }, /^FLOOD_LIMIT/],
  ])('%o', (env, message) => {
    expect(() => readConfig(env)).toThrow(message)
  })
})

it.each([
  ['mysql://u:secret@db.example/visits'],
  ['db.example/visits?password=secret'],
  ['postgres://u:se#cret/@db.example/visits'],
  ['postgres://u:secret%@db.example/visits'],
])('says what is wrong with VISITS_POSTGRES without its password: %s', (text) => {
  const read = () => readConfig({ VISITS_POSTGRES: text })
  expect(read).toThrow(/^VISITS_POSTGRES must be a URL like [^\n]*$/)
  expect(read).not.toThrow(/secret|cret\//)
})
