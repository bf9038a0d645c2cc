import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { createFiguresReader } from '../../server/counter/read-figures.ts'
import { createSharedEngine } from '../../server/counter/engine/engine.ts'
import { openStore } from '../../server/counter/store.ts'
import { tempFolder } from '../unit/server/counter/temp-folder.ts'
import { startPostgres, startProxy, type Postgres, type Proxy } from './postgres.ts'
import { runVisits, startSite } from './machines.ts'

const machines = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002']

let postgres: Postgres
let proxy: Proxy
let env: { VISITS_FILE: string, VISITS_POSTGRES: string }

beforeAll(async () => {
  postgres = await startPostgres()
  proxy = await startProxy(postgres.port)
  await postgres.createDatabase('visits')
  const engine = createSharedEngine(postgres.url('visits'), 5)
  for (const machine of machines) {
    await engine.begin(machine)
    await engine.publish(machine, [{ day: '2026-01-01', country: 'RU', locale: 'ru', n: 15 }])
  }
  engine.close()
})
afterAll(async () => {
  await proxy.stop()
  await postgres.stop()
})

beforeEach(() => {
  proxy.delay = 0
  proxy.onData = () => {}
  env = { VISITS_FILE: join(tempFolder(), 'visits.sqlite'), VISITS_POSTGRES: postgres.url('visits').replace(`:${postgres.port}/`, `:${proxy.port}/`) }
  const store = openStore(env.VISITS_FILE)
  store.add([{ day: '2026-01-01', country: 'UA', locale: 'uk', n: 12 }])
  store.close()
})
afterEach(() => vi.restoreAllMocks())

/** One that has not read anything yet. */
function newReader() {
  return createFiguresReader({ visitsFile: env.VISITS_FILE, visitsPostgres: env.VISITS_POSTGRES })
}

it('figures are the sum of all machines, and stay when the engine is out of reach', async () => {
  const readFigures = newReader()
  const known = await readFigures()
  expect(known).toMatchObject({ total: 30, countries: [{ country: 'RU', visits: 30 }] })
  const later = Date.now() + 60_000
  vi.spyOn(Date, 'now').mockReturnValue(later)
  // Longer than a test may take.
  proxy.delay = 600_000
  expect(await readFigures()).toEqual(known)
  // The silence, too, is remembered for a while.
  let asked = 0
  proxy.onData = () => asked++
  expect(await readFigures()).toEqual(known)
  expect(asked).toBe(0)
})

it('figures are those of this machine when the engine was never in reach', async () => {
  proxy.delay = 60_000
  const readFigures = newReader()
  expect(await readFigures()).toMatchObject({ total: 10, countries: [{ country: 'UA', visits: 10 }] })
})

it('the report is the sum of all machines', () => {
  // Only to read it takes no more than the right to read.
  expect(runVisits(['report', '--json'], { ...env, VISITS_POSTGRES: postgres.url('visits') }))
    .toEqual({ status: 0, stdout: '{"from":"2026-01-01","to":"2026-01-01","total":30,"countries":{"RU":30}}\n', stderr: '' })
  expect(runVisits(['report', '--json', '--to', '2025-12-31'], { ...env, VISITS_POSTGRES: postgres.url('visits') }).stdout).toContain('"total":0')
})

it('the report is that of this machine, and says so, when the engine is out of reach', () => {
  const { status, stdout, stderr } = runVisits(['report', '--json'], { ...env, VISITS_POSTGRES: postgres.url('visits', 'owner', 'wrong') })
  expect({ status, stdout }).toEqual({ status: 0, stdout: '{"from":"2026-01-01","to":"2026-01-01","total":12,"countries":{"UA":12}}\n' })
  expect(stderr).toBe('These are the visits of this machine alone: wrong password for user owner\n')
})

it('the statistics page and the API show all machines, this one among them', async () => {
  const site = await startSite({ ...env, WORKERS: '2' })
  await expect.poll(() => postgres.query('visits', 'SELECT count(DISTINCT writer)::int AS n FROM visits'), { timeout: 20_000 }).toEqual([{ n: 3 }])
  const figures: unknown = await (await fetch(`${site.origin}/api/visits.json`)).json()
  expect(figures).toMatchObject({ total: 40, countries: [{ country: 'RU', visits: 30 }, { country: 'UA', visits: 10 }] })
  expect(await (await fetch(`${site.origin}/api/visits.csv`)).text()).toContain('2026-01-01,RU,30')
  expect((await fetch(`${site.origin}/fr/visits`)).status).toBe(200)
  await site.end('SIGTERM')
  expect(site.told()).toEqual([])
})
