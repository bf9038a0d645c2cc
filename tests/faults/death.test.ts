import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { tempFolder } from '../unit/server/counter/temp-folder.ts'
import { localCounts, sharedTotal } from './counts.ts'
import { startLoad } from './load.ts'
import { startPostgres, type Postgres } from './postgres.ts'
import { runVisits, startSite } from './site.ts'

/** How long PostgreSQL stays dead; FAULT_SECONDS=30 for the long version. */
const deadSeconds = Number(process.env.FAULT_SECONDS ?? 10)

let postgres: Postgres
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

it(`two machines count exactly while PostgreSQL is killed and away for ${deadSeconds} s`, async () => {
  await postgres.createDatabase('visits')
  const folder = tempFolder()
  const files = [join(folder, 'a.sqlite'), join(folder, 'b.sqlite')]
  const url = postgres.url('visits')
  const sites = await Promise.all(files.map((file, number) => startSite({ VISITS_FILE: file, VISITS_POSTGRES: url, WORKERS: String(number + 1) })))
  const loads = sites.map(site => startLoad(site.url))
  const complete = () => loads.reduce((total, load) => total + load.complete, 0)

  await expect.poll(() => sharedTotal(postgres, 'visits').catch(() => 0), { timeout: 20_000 }).toBeGreaterThan(0)
  await sleep(1500)
  const before = complete()
  postgres.kill()
  await sleep(1000 * deadSeconds)
  const during = complete() - before
  for (const site of sites) {
    const answer = await fetch(`${site.url}/health/ready`)
    expect([answer.status, await answer.text()]).toEqual([200, 'ready; visits are counted here and cannot be published at the moment\n'])
  }
  await postgres.restart()
  await sleep(2000)
  await Promise.all(loads.map(load => load.stop()))

  // The longest pause between attempts is twelve seconds.
  await expect.poll(() => sharedTotal(postgres, 'visits'), { timeout: 30_000, interval: 500 }).toBe(complete())
  for (const [number, file] of files.entries()) {
    const { writer, total } = localCounts(file)
    expect(total).toBe(loads[number]?.complete)
    expect(await sharedTotal(postgres, 'visits', writer)).toBe(total)
  }
  expect(loads.map(({ failed }) => failed)).toEqual([0, 0])
  const slowest = Math.max(...loads.map(load => load.slowest))
  expect(slowest).toBeLessThan(1000)
  for (const { errors } of sites) {
    expect(errors[0]).toMatch(/^visits cannot be published: 127\.0\.0\.1:\d+ (?:cut the connection|refuses connections|is starting or stopping)$/)
    expect(errors.at(-1)).toBe('visits are published again')
    expect(errors.length).toBeLessThan(6)
  }
  const report = runVisits(['report', '--json'], { VISITS_FILE: files[0] ?? '', VISITS_POSTGRES: url })
  expect(report.stderr).toBe('')
  expect(report.stdout).toContain(`"total":${complete()},`)
  console.log(`${complete()} complete answers, ${during} while PostgreSQL was away; slowest ${Math.round(slowest)} ms; all counted once`)
  await Promise.all(sites.map(site => site.stop()))
})

it('publishes what was counted in the last second when it is stopped', async () => {
  await postgres.createDatabase('stopped')
  const file = join(tempFolder(), 'visits.sqlite')
  const site = await startSite({ VISITS_FILE: file, VISITS_POSTGRES: postgres.url('stopped'), WORKERS: '2' })
  await expect.poll(() => sharedTotal(postgres, 'stopped').catch(() => -1), { timeout: 20_000 }).toBe(0)
  const load = startLoad(site.url)
  await sleep(1500)
  await load.stop()
  await site.stop()
  expect(load.failed).toBe(0)
  expect(await sharedTotal(postgres, 'stopped')).toBe(load.complete)
  expect(site.errors).toEqual([])
})
