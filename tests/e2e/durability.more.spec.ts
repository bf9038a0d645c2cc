import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { localeCodes } from '../../shared/locales.ts'
import { ask, startLoad, typedAddress, visits } from './requests.ts'
import { expect, test, type Site } from './site.ts'

/** A safety limit, not a figure: how long a worker may take to come or to be missed. */
const patience = 10_000

/** The same for a worker that is to be replaced, which must first be loaded. */
const restartPatience = 60_000

const connections = 8

/** More by KILLS=50. */
const kills = Number(process.env.KILLS ?? 3)

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
        const { total } = visits({ visitsFile })
        expect(total, `after ${time} kills`).toBeGreaterThanOrEqual(complete)
        expect(total, `after ${time} kills`).toBeLessThanOrEqual(complete + underWay)
      }
      const { total } = visits({ visitsFile })
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
        expect(await site.end(signal)).toBe(0)
        const { complete } = await load.stop()
        const { total } = visits({ visitsFile })
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
    expect(visits({ visitsFile }).total).toBe(8)
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
  const { total } = visits(site)
  expect(total).toBeGreaterThanOrEqual(complete)
  expect(total).toBeLessThanOrEqual(complete + broken)
  await expect.poll(() => linesOf(site), { timeout: restartPatience }).toEqual(['a worker died: SIGKILL', 'a worker was replaced'])
})

test('while a worker is missing no other one says that the machine is ready', async ({ startSite }) => {
  const site = await startSite({ files: {}, env: { WORKERS: '2' } })
  await expect.poll(async () => (await ask(site, '/health/ready')).text, { timeout: patience }).toBe('ready\n')
  // Nobody can take its place.
  const server = join(site.built, 'server')
  renameSync(server, `${server}-away`)
  process.kill(childrenOf(site.process.pid)[0] ?? 0, 'SIGKILL')
  await expect.poll(async () => (await ask(site, '/health/ready')).text, { timeout: patience }).toBe('processes that do not answer: 1\n')
  expect((await ask(site, '/health/live')).status).toBe(200)
  expect((await ask(site, '/ru', typedAddress)).status).toBe(200)
  renameSync(`${server}-away`, server)
  await expect.poll(async () => (await ask(site, '/health/ready')).text, { timeout: restartPatience }).toBe('ready\n')
})

/** What the operator reads after the address. */
function linesOf(site: Site): string[] {
  return site.printed().trimEnd().split('\n').slice(1)
}

function killIfThere(pid: number, signal: NodeJS.Signals) {
  try {
    process.kill(pid, signal)
  }
  catch {
    // It has ended.
  }
}

// A reader who was handed to a worker that then dies would wait for ever; whoever was not handed to anybody is taken by another worker.
test(`readers who come while a worker is about to die are answered, ${kills} times in a row`, async ({ startSite }) => {
  test.setTimeout(120_000 + 10_000 * kills)
  const site = await startSite({ env: { WORKERS: '2' } })
  const workers = () => childrenOf(site.process.pid)
  let longest = 0
  let dying = 0
  for (let kill = 0; kill < kills; kill++) {
    await expect.poll(async () => workers().length === 2 && !workers().includes(dying) && (await ask(site, '/health/ready')).text, { timeout: restartPatience }).toBe('ready\n')
    dying = workers()[kill % 2] ?? 0
    process.kill(dying, 'SIGSTOP')
    const answers = Array.from({ length: 8 }, async () => {
      const { status } = await ask(site, '/ru', typedAddress)
      return { status, at: performance.now() }
    })
    // They have knocked by now; later is as good.
    await sleep(100)
    process.kill(dying, 'SIGKILL')
    const killed = performance.now()
    for (const { status, at } of await Promise.all(answers)) {
      expect(status).toBe(200)
      longest = Math.max(longest, at - killed)
    }
  }
  expect(visits(site).total).toBe(8 * kills)
  console.log(`${kills} kills: the last answer came ${Math.round(longest)} ms after a kill`)
})

/** The processes that a process has started. */
function childrenOf(pid: number | undefined): number[] {
  const list = `/proc/${pid}/task/${pid}/children`
  const text = existsSync(list) ? readFileSync(list, 'utf8') : spawnSync('pgrep', ['-P', String(pid)], { encoding: 'utf8' }).stdout
  return text.split(/\s+/).filter(Boolean).map(Number)
}

/** Everything that a running site could still read of its build is another one's, or gone. */
const replacements: Record<string, (built: string) => void> = {
  'is removed': built => rmSync(built, { recursive: true }),
  'is half copied': built => forEachFile(built, file => truncateSync(file)),
  'is another one': built => forEachFile(built, file => writeFileSync(file, 'export default { from: "another build" }')),
  'lacks the words of the interface': built => rmSync(join(built, 'server/chunks/raw'), { recursive: true, force: true }),
}

for (const [what, replace] of Object.entries(replacements)) {
  test(`a build that ${what} while the site runs: it answers with the one that it started with`, async ({ site: whole, startSite }) => {
    const site = await startSite({ files: {} })
    replace(site.built)
    for (const path of [...localeCodes.flatMap(locale => [`/${locale}`, `/${locale}/visits`, `/${locale}/contact`]), '/api/visits.json', '/api/visits.csv']) {
      const [{ status, text }, wanted] = await Promise.all([ask(site, path), ask(whole, path)])
      expect(status, path).toBe(200)
      expect(text, path).toBe(wanted.text)
    }
    expect(site.printed().trim()).toBe(`Listening on ${site.origin}`)
  })
}

function forEachFile(folder: string, change: (file: string) => void) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) if (entry.isFile()) change(join(entry.parentPath, entry.name))
}
