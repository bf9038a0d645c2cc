import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startLoad } from './load.ts'
import { ask, typedAddress } from './raw.ts'
import { expect, test } from './site.ts'
import { visits } from './visits.ts'

/** A safety limit, not a figure: how long a process may take to end after it was asked to. */
const patience = 10_000

const connections = 8

const lockScript = join(import.meta.dirname, '../unit/server/counter/children/lock.ts')

test.describe('kill -9 under load', () => {
  for (const workers of [1, 2]) {
    test(`loses no visit whose answer came whole, ten times on one store, WORKERS=${workers}`, async ({ startSite }) => {
      const visitsFile = test.info().outputPath('visits.sqlite')
      let complete = 0
      let underWay = 0
      for (let time = 1; time <= 10; time++) {
        const site = await startSite({ visitsFile, env: { WORKERS: String(workers) } })
        const load = startLoad(site, connections)
        await load.reached(50 * time)
        for (const worker of childrenOf(site.process.pid)) process.kill(worker, 'SIGKILL')
        await site.end('SIGKILL')
        // What fails after the end was never received; only one request of each connection was under way.
        const { complete: received } = await load.stop()
        complete += received
        underWay += connections
        const { total } = await visits({ visitsFile })
        expect(total, `after ${time} kills`).toBeGreaterThanOrEqual(complete)
        expect(total, `after ${time} kills`).toBeLessThanOrEqual(complete + underWay)
      }
      const { total } = await visits({ visitsFile })
      console.log(`WORKERS=${workers}: ${complete} answers came whole before ten kills, ${total} visits in the store`)
    })
  }
})

test.describe('asked to stop under load', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    for (const workers of [1, 2]) {
      test(`${signal}, WORKERS=${workers}: every answer is counted, and the process ends well`, async ({ startSite }) => {
        const visitsFile = test.info().outputPath('visits.sqlite')
        const site = await startSite({ visitsFile, env: { WORKERS: String(workers) } })
        const load = startLoad(site, connections)
        await load.reached(500)
        const asked = Date.now()
        expect(await site.end(signal)).toBe(0)
        expect(Date.now() - asked).toBeLessThan(patience)
        const { complete } = await load.stop()
        const { total } = await visits({ visitsFile })
        expect(total).toBeGreaterThanOrEqual(complete)
        expect(total).toBeLessThanOrEqual(complete + connections)
      })
    }
  }
})

// systemd signals every process of a service, the supervisor signals its workers once more, and a terminal and npm do likewise.
for (const { signal, workers } of [{ signal: 'SIGTERM', workers: 1 }, { signal: 'SIGTERM', workers: 2 }, { signal: 'SIGINT', workers: 2 }] as const) {
  test(`${signal} twice, to the group and to each process, while another program locks the store, WORKERS=${workers}: every visit is counted`, async ({ startSite }) => {
    const visitsFile = test.info().outputPath('visits.sqlite')
    const site = await startSite({ visitsFile, ownGroup: true, env: { WORKERS: String(workers) } })
    const { pid } = site.process
    if (pid === undefined) throw new Error('it has no process')
    const lock = spawn(process.execPath, [lockScript, visitsFile, '4000'], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(lock.stdout, 'data')
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(site, '/ru', typedAddress)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200))

    const all = [pid, ...childrenOf(pid)]
    const closed = once(site.process, 'close')
    process.kill(-pid, signal)
    for (let time = 0; time < 3; time++) {
      // Until the first has been heeded, another one changes nothing.
      await sleep(200)
      for (const each of all) killIfThere(each, signal)
    }
    await closed
    expect(site.process.exitCode).toBe(0)
    expect((await visits({ visitsFile })).total).toBe(8)
  })
}

test('a worker that is killed is replaced, and nothing is lost', async ({ startSite }) => {
  const site = await startSite({ env: { WORKERS: '2' } })
  const load = startLoad(site, connections)
  await load.reached(200)
  const [worker] = childrenOf(site.process.pid)
  process.kill(worker ?? 0, 'SIGKILL')
  await expect.poll(() => childrenOf(site.process.pid).filter(pid => pid !== worker).length, { timeout: patience }).toBe(2)
  await load.reached(1000)
  const { complete, broken } = await load.stop()
  const { total } = await visits(site)
  expect(total).toBeGreaterThanOrEqual(complete)
  expect(total).toBeLessThanOrEqual(complete + broken)
})

function killIfThere(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  }
  catch {
    // It has ended.
  }
}

/** The processes that a process has started. */
function childrenOf(pid: number | undefined): number[] {
  const list = `/proc/${pid}/task/${pid}/children`
  const text = existsSync(list) ? readFileSync(list, 'utf8') : spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).stdout
  return text.split(/\s+/).filter(Boolean).map(Number)
}
