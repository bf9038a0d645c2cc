import { describe, expect, it } from 'vitest'
import { readConfig } from '../../../server/config.ts'
import { warningOf } from '../../../server/warn.ts'

const ONION_ORIGIN = 'http://pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion'
const warning = (env: Record<string, string>) => warningOf(readConfig(env))

describe('warningOf', () => {
  it.each(['127.0.0.1/32', '10.0.0.0/8, 127.0.0.0/8', '::1'])('says in one line what is wrong when tor is a trusted proxy by %s', (proxies) => {
    expect(warning({ ONION_ORIGIN, TRUSTED_PROXIES: proxies })).toMatch(/^ONION_ORIGIN is set, and TRUSTED_PROXIES .* Set ONION_PORT,.*$/)
  })

  it.each<Record<string, string>>([
    { ONION_ORIGIN },
    { ONION_ORIGIN, TRUSTED_PROXIES: '10.0.0.0/8' },
    { TRUSTED_PROXIES: '127.0.0.1/32' },
    { ONION_ORIGIN, TRUSTED_PROXIES: '127.0.0.1/32', ONION_PORT: '3001' },
  ])('says nothing of %o', env => expect(warning(env)).toBeUndefined())
})
