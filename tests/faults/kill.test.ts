import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { tempFolder } from '../unit/server/counter/temp-folder.ts'
import { localCounts, sharedTotal } from './counts.ts'
import { startLoad, type Load } from './load.ts'
import { startPostgres, type Postgres } from './postgres.ts'
import { startProxy, type Proxy } from './proxy.ts'
import { startSite } from './site.ts'

const times = 20
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

/** Resolves when the site sends rows, which happens every second. */
function nextPublication(): Promise<void> {
  return new Promise((resolve) => {
    proxy.onData = (data) => {
      if (data.includes('INSERT INTO visits')) resolve()
    }
  })
}

it(`kill -9 of a writer while it publishes, ${times} times: nothing is lost, nothing counted twice`, async () => {
  await postgres.createDatabase('visits')
  const file = join(tempFolder(), 'visits.sqlite')
  const env = { VISITS_FILE: file, VISITS_POSTGRES: postgres.url('visits').replace(`:${postgres.port}/`, `:${proxy.port}/`) }
  const loads: Load[] = []
  // Long enough that each kill comes before, within or after the statement and its COMMIT, wherever chance puts it.
  proxy.delay = 20
  for (let time = 0; time < times; time++) {
    const site = await startSite(env)
    const load = startLoad(site.url, connections)
    loads.push(load)
    await nextPublication()
    await sleep(80 * Math.random())
    await site.kill()
    await load.stop()
    const { writer, total } = localCounts(file)
    // What was published has been counted here before.
    expect(await sharedTotal(postgres, 'visits', writer)).toBeLessThanOrEqual(total)
  }
  proxy.onData = () => {}
  const site = await startSite(env)
  const { writer, total } = localCounts(file)
  await expect.poll(() => sharedTotal(postgres, 'visits'), { timeout: 20_000 }).toBe(total)
  await site.stop()

  const complete = loads.reduce((sum, load) => sum + load.complete, 0)
  expect(complete).toBeGreaterThan(10 * times)
  expect(total).toBeGreaterThanOrEqual(complete)
  // Counted, but killed before the answer was whole: at most one on each connection.
  expect(total).toBeLessThanOrEqual(complete + connections * times)
  expect(await postgres.query('visits', 'SELECT writer FROM writers')).toEqual([{ writer }])
  console.log(`${times} kills: ${complete} complete answers, ${total} counted here, ${total} in PostgreSQL`)
})
