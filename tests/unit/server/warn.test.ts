import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { warningOf } from '../../../server/warn.ts'

const COUNTRY_HEADER = 'CF-IPCountry'
const warning = (env: Record<string, string>) => warningOf(readConfig(env))

describe('warningOf', () => {
  it.each(['127.0.0.1', '::1/128', '173.245.48.0/20, 172.16.0.0/12', 'fd00::/8', '0.0.0.0/0', '::/0'])('says in one line that a visitor may choose a country when %s is believed', (proxies) => {
    expect(warning({ COUNTRY_HEADER, TRUSTED_PROXIES: proxies })).toMatch(/^COUNTRY_HEADER is set, and TRUSTED_PROXIES names this machine .*$/)
  })

  it('says in one line that nobody is believed', () => {
    expect(warning({ COUNTRY_HEADER })).toMatch(/^COUNTRY_HEADER is set, but TRUSTED_PROXIES is not: .*$/)
  })

  it.each<Record<string, string>>([
    {},
    { TRUSTED_PROXIES: '127.0.0.1/32' },
    { COUNTRY_HEADER, TRUSTED_PROXIES: '173.245.48.0/20, 2400:cb00::/32' },
  ])('says nothing of %o', env => expect(warning(env)).toBeUndefined())
})
