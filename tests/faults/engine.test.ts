import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startPublisher } from '../../server/counter/engine/publisher.ts'
import { publish } from '../../server/counter/figures.ts'
import { createSharedEngine } from '../../server/counter/engine/engine.ts'
import { openStore } from '../../server/counter/store.ts'
import { daysOf } from '../unit/server/counter/day-counts.ts'
import { tempFolder } from '../unit/server/counter/temp-folder.ts'
import { startLoad } from '../e2e/requests.ts'
import { sharedTotal, startSite } from './machines.ts'
import { startPostgres, startProxy, type Postgres, type Proxy } from './postgres.ts'

const today = new Date().toISOString().slice(0, 10)
const visit = { day: today, country: 'RU', locale: 'ru', n: 1 }
const seconds = 1

let postgres: Postgres
let proxy: Proxy
beforeAll(async () => {
  postgres = await startPostgres()
  proxy = await startProxy(postgres.port)
})
afterAll(async () => {
  await proxy.stop()
  await postgres.stop()
})

/** A machine that has counted visits and publishes them. */
function startMachine(url: string, file = join(tempFolder(), 'visits.sqlite')) {
  const store = openStore(file)
  const faults: (string | undefined)[] = []
  const publisher = startPublisher({ file, engine: createSharedEngine(url, seconds), onChange: fault => faults.push(fault), pauseMs: 100 })
  onTestFinished(async () => {
    await publisher.stop()
    store.close()
  })
  return { store, publisher, faults }
}

function throughProxy(url: string): string {
  return url.replace(`:${postgres.port}/`, `:${proxy.port}/`)
}

describe('counts', () => {
  it('never fall, whatever arrives late or twice', async () => {
    await postgres.createDatabase('late')
    const engine = createSharedEngine(postgres.url('late'), seconds)
    const [one, two] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']
    expect([await engine.rows(), await engine.days()]).toEqual([[], []])
    expect(await engine.begin(one)).toEqual(new Map())
    await engine.begin(two)
    for (const n of [3, 5, 4, 5]) await engine.publish(one, [{ ...visit, n }])
    await engine.publish(two, [{ ...visit, n: 20_000_000_000 }, { ...visit, day: '2026-01-01', country: 'T1', locale: 'fr' }])
    expect(await engine.rows()).toEqual([{ day: '2026-01-01', country: 'T1', locale: 'fr', n: 1 }, { ...visit, n: 20_000_000_005 }])
    expect(await engine.rows(today, today)).toHaveLength(1)
    expect(publish(await engine.days(), '9999-01-01')).toEqual(publish(daysOf(await engine.rows()), '9999-01-01'))
    expect(await engine.begin(one)).toEqual(new Map([[today, 5]]))
    engine.close()
  })

  it('of what another writer took for a country are read as unknown', async () => {
    await postgres.createDatabase('countries')
    const engine = createSharedEngine(postgres.url('countries'), seconds)
    const writer = '00000000-0000-4000-8000-000000000001'
    await engine.begin(writer)
    await engine.publish(writer, ['A1', 'ru', 'A', 'RU', 'ZZ'].map(country => ({ ...visit, country, n: 10 })))
    expect(await engine.rows()).toEqual([{ ...visit, n: 10 }, { ...visit, country: 'ZZ', n: 40 }])
    expect(publish(await engine.days(), '9999-01-01').countries).toEqual([{ country: 'ZZ', visits: 40 }, { country: 'RU', visits: 10 }])
    engine.close()
  })

  it('of more rows than fit in one statement, and of all past days', async () => {
    await postgres.createDatabase('many')
    const { store, faults } = startMachine(postgres.url('many'))
    const countries = Array.from({ length: 400 }, (_, number) => String.fromCharCode(65 + Math.floor(number / 26), 65 + number % 26))
    store.add(['2020-02-29', '2026-01-01', today].flatMap(day => countries.flatMap(country => ['ru', 'uk', 'fr'].map(locale => ({ day, country, locale, n: 2 })))))
    await expect.poll(() => sharedTotal(postgres, 'many').catch(() => 0), { timeout: 10_000 }).toBe(2 * 3 * 3 * 400)
    expect(faults).toEqual([])
  })

  it('that the engine has forgotten are sent again, as after a change to a standby that lagged behind', async () => {
    await postgres.createDatabase('forgetful')
    const { store, faults } = startMachine(postgres.url('forgetful'))
    store.add([visit, { ...visit, day: '2026-01-01', n: 7 }])
    await expect.poll(() => sharedTotal(postgres, 'forgetful').catch(() => 0), { timeout: 5000 }).toBe(8)
    await postgres.query('forgetful', 'DELETE FROM visits')
    await postgres.query('postgres', 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = \'forgetful\'')
    await expect.poll(() => sharedTotal(postgres, 'forgetful'), { timeout: 5000 }).toBe(8)
    expect(faults.filter(fault => fault !== undefined).length).toBeLessThan(2)
  })

  it('of a new file are those of a new writer', async () => {
    await postgres.createDatabase('replaced')
    const file = join(tempFolder(), 'visits.sqlite')
    const { store } = startMachine(postgres.url('replaced'), file)
    store.add([visit])
    await expect.poll(() => sharedTotal(postgres, 'replaced').catch(() => 0), { timeout: 5000 }).toBe(1)
    for (const end of ['', '-wal', '-shm']) renameSync(file + end, `${file}.old${end}`)
    const other = openStore(file)
    other.add([visit])
    await expect.poll(() => sharedTotal(postgres, 'replaced'), { timeout: 5000 }).toBe(2)
    other.close()
  })
})

describe('what is wrong is one clear line, and mended without a restart', () => {
  const cases: [name: string, prepare: (database: string) => Promise<string>, fault: RegExp, mend: (database: string) => Promise<unknown>][] = [
    [
      'password',
      async (database) => {
        await postgres.query('postgres', `CREATE ROLE stranger LOGIN PASSWORD 'other'`)
        await postgres.query(database, 'GRANT CREATE ON SCHEMA public TO stranger')
        return postgres.url(database, 'stranger', 'secret')
      },
      /^wrong password for user stranger$/,
      () => postgres.query('postgres', `ALTER ROLE stranger PASSWORD 'secret'`),
    ],
    [
      'database',
      async database => postgres.url(`${database}_absent`),
      /^there is no database database_absent at 127\.0\.0\.1:\d+$/,
      database => postgres.createDatabase(`${database}_absent`),
    ],
    [
      'reader',
      async (database) => {
        const engine = createSharedEngine(postgres.url(database), seconds)
        await engine.begin('00000000-0000-4000-8000-000000000001')
        engine.close()
        await postgres.query('postgres', `CREATE ROLE reader LOGIN PASSWORD 'secret'`)
        await postgres.query(database, 'GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader')
        return postgres.url(database, 'reader', 'secret')
      },
      /^user reader lacks a right: permission denied for table writers$/,
      database => postgres.query(database, 'GRANT INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO reader'),
    ],
    [
      'guest',
      async (database) => {
        await postgres.query('postgres', `CREATE ROLE guest LOGIN PASSWORD 'secret'`)
        return postgres.url(database, 'guest', 'secret')
      },
      /^user guest lacks a right: permission denied for schema public$/,
      database => postgres.query(database, 'GRANT CREATE ON SCHEMA public TO guest'),
    ],
    [
      'schema',
      async (database) => {
        await postgres.query(database, 'CREATE TABLE visits (day date, hits integer)')
        return postgres.url(database)
      },
      /^the tables there have another schema: column "writer" does not exist$/,
      database => postgres.query(database, 'DROP TABLE visits; DELETE FROM schema_version'),
    ],
    [
      'newer',
      async (database) => {
        await postgres.query(database, 'CREATE TABLE schema_version (version integer PRIMARY KEY); INSERT INTO schema_version VALUES (99)')
        return postgres.url(database)
      },
      /^the tables there come from a newer version of this program \(schema 99\)$/,
      database => postgres.query(database, 'DELETE FROM schema_version'),
    ],
    [
      'standby',
      async (database) => {
        await postgres.query('postgres', `ALTER DATABASE ${database} SET default_transaction_read_only = on`)
        return postgres.url(database)
      },
      /^127\.0\.0\.1:\d+ is read only, perhaps a standby$/,
      database => postgres.query('postgres', `ALTER DATABASE ${database} RESET default_transaction_read_only`),
    ],
    [
      'slow',
      async (database) => {
        proxy.delay = 60_000
        return throughProxy(postgres.url(database))
      },
      /^127\.0\.0\.1:\d+ does not answer in time$/,
      async () => {
        proxy.delay = 0
      },
    ],
  ]

  it.each(cases)('%s', async (name, prepare, fault, mend) => {
    await postgres.createDatabase(name)
    const { store, faults } = startMachine(await prepare(name))
    store.add([visit])
    await expect.poll(() => faults, { timeout: 10_000 }).toEqual([expect.stringMatching(fault)])
    await sleep(500)
    expect(faults).toHaveLength(1)
    expect(faults[0]).not.toMatch(/secret|correct/)
    await mend(name)
    await expect.poll(() => faults.at(-1), { timeout: 15_000 }).toBeUndefined()
    expect(faults).toHaveLength(2)
    expect(await sharedTotal(postgres, name === 'database' ? 'database_absent' : name)).toBe(1)
  })

  it('a statement that waits for a lock ends by the limit of the engine, and is sent again', async () => {
    await postgres.createDatabase('locked')
    const { store, faults } = startMachine(postgres.url('locked'))
    store.add([visit])
    await expect.poll(() => sharedTotal(postgres, 'locked').catch(() => 0), { timeout: 5000 }).toBe(1)
    const locking = postgres.query('locked', 'BEGIN; LOCK TABLE visits IN EXCLUSIVE MODE; SELECT pg_sleep(3); COMMIT')
    const isLocked = () => postgres.query('locked', 'SELECT 1 FROM pg_locks WHERE mode = \'ExclusiveLock\' AND granted AND relation = \'visits\'::regclass')
    await expect.poll(isLocked).toHaveLength(1)
    store.add([visit])
    await locking
    await expect.poll(() => sharedTotal(postgres, 'locked'), { timeout: 15_000 }).toBe(2)
    expect(faults[0]).toMatch(/^127\.0\.0\.1:\d+ is too slow: a statement took longer than its limit$/)
  })
})

describe('the site runs on', () => {
  it('with an engine that answers late, not at all, and that nobody listens for', async () => {
    await postgres.createDatabase('late_site')
    proxy.delay = 400
    const file = join(tempFolder(), 'visits.sqlite')
    const url = throughProxy(postgres.url('late_site'))
    const site = await startSite({ VISITS_FILE: file, VISITS_POSTGRES: url })
    const load = startLoad(site, 2, 4)
    await expect.poll(() => sharedTotal(postgres, 'late_site').catch(() => 0), { timeout: 20_000 }).toBeGreaterThan(0)
    proxy.delay = 60_000
    // An answer that waited for the engine would come after a minute, and the load would have given it up.
    await load.reached(load.complete + 300)
    await load.stop()
    expect(load.broken).toBe(0)
    expect(await site.end('SIGTERM')).toBe(0)

    proxy.delay = 0
    // Where nobody listens, and no program may by chance.
    const refused = await startSite({ VISITS_FILE: file, VISITS_POSTGRES: `postgres://owner:secret@127.0.0.1:1/visits` })
    await expect.poll(refused.told, { timeout: 5000 }).toEqual([expect.stringMatching(/^visits cannot be published: 127\.0\.0\.1:\d+ refuses connections$/)])
    expect((await fetch(`${refused.origin}/ru`)).status).toBe(200)
    expect((await fetch(`${refused.origin}/health/ready`)).status).toBe(200)
    await refused.end('SIGTERM')

    const mended = await startSite({ VISITS_FILE: file, VISITS_POSTGRES: url })
    await expect.poll(() => sharedTotal(postgres, 'late_site'), { timeout: 10_000 }).toBe(load.complete)
    await mended.end('SIGTERM')
  })
})
