import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startLoad, type Load } from '../e2e/requests.ts'
import { tempFolder } from '../unit/server/counter/temp-folder.ts'
import { localCounts, runVisits, runWriters, sharedTotal, startSite } from './machines.ts'
import { startPostgres, startProxy, type Postgres, type Proxy } from './postgres.ts'

/** How much longer PostgreSQL stays dead than until everybody has noticed: FAULT_SECONDS=30 for the long version. */
const deadSeconds = Number(process.env.FAULT_SECONDS ?? 0)

const kills = 20
const connections = 4

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

it('two machines count exactly while PostgreSQL is killed and away', async () => {
  await postgres.createDatabase('away')
  const folder = tempFolder()
  const files = [join(folder, 'a.sqlite'), join(folder, 'b.sqlite')]
  const url = postgres.url('away')
  const sites = await Promise.all(files.map((file, number) => startSite({ VISITS_FILE: file, VISITS_POSTGRES: url, WORKERS: String(number + 1) })))
  const loads = sites.map(site => startLoad(site, connections, 4))
  const complete = () => loads.reduce((total, load) => total + load.complete, 0)
  const more = (visits: number) => Promise.all(loads.map(load => load.reached(load.complete + visits)))

  await expect.poll(() => sharedTotal(postgres, 'away').catch(() => 0), { timeout: 20_000 }).toBeGreaterThan(0)
  await more(100)
  const before = complete()
  postgres.kill()
  await expect.poll(() => sites.map(({ told }) => told().length > 0), { timeout: 30_000 }).toEqual([true, true])
  await sleep(1000 * deadSeconds)
  await more(300)
  const during = complete() - before
  for (const site of sites) {
    const answer = await fetch(`${site.origin}/health/ready`)
    expect([answer.status, await answer.text()]).toEqual([200, 'ready; visits are counted here and cannot be published at the moment\n'])
  }
  await postgres.restart()
  await more(100)
  await Promise.all(loads.map(load => load.stop()))

  // The longest pause between attempts is twelve seconds.
  await expect.poll(() => sharedTotal(postgres, 'away'), { timeout: 30_000, interval: 500 }).toBe(complete())
  for (const [number, file] of files.entries()) {
    const { writer, total } = localCounts(file)
    expect(total).toBe(loads[number]?.complete)
    expect(await sharedTotal(postgres, 'away', writer)).toBe(total)
  }
  expect(loads.map(({ broken }) => broken)).toEqual([0, 0])
  for (const { told } of sites) {
    expect(told()[0]).toMatch(/^visits cannot be published: 127\.0\.0\.1:\d+ (?:cut the connection|refuses connections|is starting or stopping)$/)
    expect(told().at(-1)).toBe('visits are published again')
    expect(told().length).toBeLessThan(6)
  }
  const report = runVisits(['report', '--json'], { VISITS_FILE: files[0] ?? '', VISITS_POSTGRES: url })
  expect(report.stderr).toBe('')
  expect(report.stdout).toContain(`"total":${complete()},`)
  console.log(`${complete()} complete answers, ${during} while PostgreSQL was away; slowest ${Math.max(...loads.map(load => Math.round(load.slowest)))} ms; all counted once`)
  await Promise.all(sites.map(site => site.end('SIGTERM')))
})

it('publishes what was counted in the last second when it is stopped', async () => {
  await postgres.createDatabase('stopped')
  const site = await startSite({ VISITS_FILE: join(tempFolder(), 'visits.sqlite'), VISITS_POSTGRES: postgres.url('stopped'), WORKERS: '2' })
  await expect.poll(() => sharedTotal(postgres, 'stopped').catch(() => -1), { timeout: 20_000 }).toBe(0)
  const load = startLoad(site, connections, 4)
  await load.reached(300)
  const { complete, broken } = await load.stop()
  await site.end('SIGTERM')
  expect(broken).toBe(0)
  expect(await sharedTotal(postgres, 'stopped')).toBe(complete)
  expect(site.told()).toEqual([])
})

/** Resolves when the site sends rows, which happens every second. */
function nextPublication(): Promise<void> {
  return new Promise((resolve) => {
    proxy.onData = (data) => {
      if (data.includes('INSERT INTO visits')) resolve()
    }
  })
}

it(`kill -9 of a writer while it publishes, ${kills} times: nothing is lost, nothing counted twice`, async () => {
  await postgres.createDatabase('killed')
  const file = join(tempFolder(), 'visits.sqlite')
  const env = { VISITS_FILE: file, VISITS_POSTGRES: postgres.url('killed').replace(`:${postgres.port}/`, `:${proxy.port}/`) }
  const loads: Load[] = []
  // Long enough that each kill comes before, within or after the statement and its COMMIT, wherever chance puts it.
  proxy.delay = 20
  for (let time = 0; time < kills; time++) {
    const site = await startSite(env)
    const load = startLoad(site, connections, 4)
    loads.push(load)
    await nextPublication()
    await sleep(80 * Math.random())
    await site.end('SIGKILL')
    await load.stop()
    const { writer, total } = localCounts(file)
    // What was published has been counted here before.
    expect(await sharedTotal(postgres, 'killed', writer)).toBeLessThanOrEqual(total)
  }
  proxy.onData = () => {}
  proxy.delay = 0
  const site = await startSite(env)
  const { writer, total } = localCounts(file)
  await expect.poll(() => sharedTotal(postgres, 'killed'), { timeout: 20_000 }).toBe(total)
  await site.end('SIGTERM')

  const complete = loads.reduce((sum, load) => sum + load.complete, 0)
  expect(complete).toBeGreaterThan(10 * kills)
  expect(total).toBeGreaterThanOrEqual(complete)
  // Counted, but killed before the answer was whole: at most one on each connection.
  expect(total).toBeLessThanOrEqual(complete + connections * kills)
  expect(await postgres.query('killed', 'SELECT writer FROM writers')).toEqual([{ writer }])
  console.log(`${kills} kills: ${complete} complete answers, ${total} counted here, ${total} in PostgreSQL`)
})

it.each([1, 2])('eight writers begin at once in an empty database, attempt %i', async (attempt) => {
  const database = `together${attempt}`
  await postgres.createDatabase(database)
  const folder = tempFolder()
  const files = Array.from({ length: 8 }, (_, number) => join(folder, `${number}.sqlite`))
  expect(await runWriters(files, postgres.url(database), 3000)).toEqual(files.map(() => [0, '']))
  const shared = await postgres.query(database, 'SELECT writer, sum(n)::int AS n FROM visits GROUP BY writer ORDER BY writer')
  expect(shared).toEqual(files.map(file => ({ writer: localCounts(file).writer, n: 3000 })).sort((a, b) => a.writer < b.writer ? -1 : 1))
  expect(await postgres.query(database, 'SELECT version FROM schema_version ORDER BY version')).toEqual([1, 2, 3].map(version => ({ version })))
})
