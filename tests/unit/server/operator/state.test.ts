import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig, variableNames } from '../../../../server/operator/config.ts'
import { createStateLines, misspelled, stateOf, unexpectedFault, warningsOf } from '../../../../server/operator/state.ts'

it('prints one line for each change, of each part', () => {
  const lines: string[] = []
  const tell = createStateLines(line => lines.push(line))
  for (const fault of [undefined, 'EACCES', 'EACCES', 'database is locked', undefined, undefined]) tell('store', fault)
  for (const fault of ['file is not a database', undefined]) tell('figures', fault)
  expect(lines).toEqual([
    'visits cannot be written to VISITS_FILE, and wait in memory: EACCES',
    'visits cannot be written to VISITS_FILE, and wait in memory: database is locked',
    'visits are written again',
    'the statistics cannot be shown: file is not a database',
    'the statistics are shown again',
  ])
})

it.each([
  [{ part: 'store', fault: 'EACCES' }, { part: 'store', fault: 'EACCES' }],
  [{ part: 'figures', fault: null }, { part: 'figures', fault: undefined }],
  [{ part: 'other', fault: 'x' }, undefined],
  [{ fault: 'port 3000 is taken' }, undefined],
  [null, undefined],
])('hears of a worker: %o', (message, state) => expect(stateOf(message)).toEqual(state))

it('says of an unexpected error where it was, and not what it holds', () => {
  const error = new TypeError('cannot read /ru/visits?from=8.8.8.8')
  expect(unexpectedFault(error)).toMatch(/^TypeError at .*state\.test\.ts:\d+:\d+\)?$/)
  expect(unexpectedFault(error)).not.toContain('8.8.8.8')
  expect(unexpectedFault('8.8.8.8')).toBe('unknown fault')
})

const COUNTRY_HEADER = 'CF-IPCountry'
const warnings = (env: Record<string, string>) => warningsOf(readConfig(env), env)

describe('warningsOf', () => {
  it.each(['127.0.0.1', '::1/128', '173.245.48.0/20, 172.16.0.0/12', 'fd00::/8', '0.0.0.0/0', '::/0'])('says in one line that a visitor may choose a country when %s is believed', (proxies) => {
    expect(warnings({ COUNTRY_HEADER, TRUSTED_PROXIES: proxies })).toEqual([expect.stringMatching(/^COUNTRY_HEADER is set, and TRUSTED_PROXIES names this machine .*$/)])
  })

  it('says in one line that nobody is believed', () => {
    expect(warnings({ COUNTRY_HEADER })).toEqual([expect.stringMatching(/^COUNTRY_HEADER is set, but TRUSTED_PROXIES is not: .*$/)])
  })

  it.each<Record<string, string>>([
    {},
    { TRUSTED_PROXIES: '127.0.0.1/32' },
    { COUNTRY_HEADER, TRUSTED_PROXIES: '173.245.48.0/20, 2400:cb00::/32' },
  ])('says nothing of %o', env => expect(warnings(env)).toEqual([]))
})

describe('a variable that nobody reads', () => {
  it.each([
    ['TRUSTED_PROXY', 'TRUSTED_PROXIES'], ['TRUST_PROXY', 'TRUSTED_PROXIES'], ['TRUSTED_PROXYS', 'TRUSTED_PROXIES'], ['GEOIP', 'GEOIP_FILE'], ['GEO_IP_FILE', 'GEOIP_FILE'],
    ['VISIT_FILE', 'VISITS_FILE'], ['VISITS_FLIE', 'VISITS_FILE'], ['VISIT_POSTGRES', 'VISITS_POSTGRES'], ['VISITS_POSTGRESQL', 'VISITS_POSTGRES'], ['RATELIMIT', 'RATE_LIMIT'], ['RATE_LIMITS', 'RATE_LIMIT'],
    ['FLOOD_LIMT', 'FLOOD_LIMIT'], ['WORKER', 'WORKERS'], ['SITE_ORIGINS', 'SITE_ORIGIN'], ['SITE_URL', 'SITE_ORIGIN'], ['OWN_HOST', 'OWN_HOSTS'], ['OWNHOSTS', 'OWN_HOSTS'],
    ['ONIONPORT', 'ONION_PORT'], ['COUNTRY_HEADERS', 'COUNTRY_HEADER'], ['country_header', 'COUNTRY_HEADER'], ['Port', 'PORT'],
  ])('%s is named, with %s', (name, meant) => {
    expect(warnings({ [name]: '1' })).toEqual([`${name} is no variable of the site; ${meant} is`])
    expect(warnings({ [name]: 'secret' }).join('')).not.toContain('secret')
  })

  it.each([
    ['of the system', 'PATH HOME HOSTNAME HOSTTYPE USER LANG LC_ALL TZ PWD SHELL TERM TMPDIR NODE_OPTIONS NODE_ENV NODE_EXTRA_CA_CERTS NODE_CLUSTER_SCHED_POLICY'],
    ['of a service manager', 'INVOCATION_ID JOURNAL_STREAM STATE_DIRECTORY RUNTIME_DIRECTORY NOTIFY_SOCKET MAINPID SYSTEMD_EXEC_PID LISTEN_FDS'],
    ['of PostgreSQL', 'PGPASSWORD PGHOST PGPORT PGUSER PGSSLMODE POSTGRES_URL DATABASE_URL'],
    ['of others', 'HTTP_PROXY NO_PROXY PORT_RANGE POST HOST_IP REPORT SUPPORT DATE_LIMIT WORKER_ID SITE_NAME GEOIPUPDATE_DB_DIR COUNTRY HEADER RATE npm_config_user_agent'],
  ])('%s is none of our business', (_, names) => expect(misspelled(Object.fromEntries(names.split(' ').map(name => [name, '1'])))).toEqual([]))

  it('is one of ours when the example has a sentence for it, and the other way round', () => {
    const example = readFileSync(join(import.meta.dirname, '../../../../.env.example'), 'utf8')
    expect([...example.matchAll(/^#(\w+)=/gm)].map(([, name]) => name).sort()).toEqual(variableNames().sort())
    expect(misspelled(Object.fromEntries(variableNames().map(name => [name, '1'])))).toEqual([])
  })
})
