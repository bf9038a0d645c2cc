import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdirSync, readdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createPending, createRecorder, doubtAboutClock, type Recorder } from '../../../../server/counter/recorder.ts'
import { openStoreForReading, type DoubtfulCount, type VisitCount } from '../../../../server/counter/store.ts'
import { tempFolder } from './temp-folder.ts'

const lockScript = fileURLToPath(new URL('children/lock.ts', import.meta.url))
const recordScript = fileURLToPath(new URL('children/record.ts', import.meta.url))
const now = () => Date.UTC(2026, 10, 20, 12)
const retryMs = 20

function rowsOf(file: string): VisitCount[] {
  const store = openStoreForReading(file)
  const rows = store?.rows() ?? []
  store?.close()
  return rows
}

function doubtfulOf(file: string): DoubtfulCount[] {
  const store = openStoreForReading(file)
  const counts = store?.doubtful() ?? []
  store?.close()
  return counts
}

function totalOf(file: string): number {
  return rowsOf(file).reduce((sum, { n }) => sum + n, 0)
}

function removeStore(file: string) {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end)
}

function recordMany(recorder: Recorder, visits: number) {
  for (let number = 0; number < visits; number++) recorder.record('RU', 'ru')
}

async function untilOk(recorder: Recorder) {
  await expect.poll(() => recorder.status(), { timeout: 5000, interval: 10 }).toEqual({ ok: true })
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}

describe('a store that works', () => {
  it('keeps visits in memory until they are flushed, then has each once', () => {
    const file = join(tempFolder(), 'data', 'visits.sqlite')
    const recorder = createRecorder({ file, now })
    recordMany(recorder, 3)
    recorder.record('UA', 'uk')
    expect(rowsOf(file)).toEqual([])
    expect(recorder.flush()).toBe(true)
    expect(recorder.flush()).toBe(true)
    const rows = [
      { day: '2026-11-20', country: 'RU', locale: 'ru', n: 3 },
      { day: '2026-11-20', country: 'UA', locale: 'uk', n: 1 },
    ]
    expect(rowsOf(file)).toEqual(rows)
    expect(recorder.status()).toEqual({ ok: true })
    recorder.close()
    expect(rowsOf(file)).toEqual(rows)
  })

  it('counts a visit on the UTC day on which it came, not on which it was written', () => {
    const file = join(tempFolder(), 'visits.sqlite')
    let time = Date.UTC(2026, 10, 20, 23, 59, 59, 999)
    const recorder = createRecorder({ file, now: () => time })
    recorder.record('RU', 'ru')
    time++
    recorder.record('RU', 'ru')
    recorder.close()
    expect(rowsOf(file).map(({ day, n }) => [day, n])).toEqual([['2026-11-20', 1], ['2026-11-21', 1]])
  })

  it('keeps the doubtful apart, and writes them with the visits', () => {
    const file = join(tempFolder(), 'visits.sqlite')
    const recorder = createRecorder({ file, now })
    recordMany(recorder, 2)
    for (const country of ['US', 'RU', 'US']) recorder.recordDoubtful(country)
    expect(doubtfulOf(file)).toEqual([])
    expect(recorder.flush()).toBe(true)
    expect(recorder.flush()).toBe(true)
    expect(doubtfulOf(file)).toEqual([{ day: '2026-11-20', country: 'RU', n: 1 }, { day: '2026-11-20', country: 'US', n: 2 }])
    expect(totalOf(file)).toBe(2)
    recorder.recordDoubtful('US')
    recorder.close()
    expect(doubtfulOf(file)).toContainEqual({ day: '2026-11-20', country: 'US', n: 3 })
    expect(totalOf(file)).toBe(2)
  })

  it('writes at close what was not flushed', () => {
    const file = join(tempFolder(), 'visits.sqlite')
    const recorder = createRecorder({ file, now })
    recordMany(recorder, 2)
    recorder.close()
    recorder.close()
    expect(totalOf(file)).toBe(2)
  })
})

describe('kill -9', () => {
  it('loses no visit that was acknowledged, in ten tries', { timeout: 60_000 }, async () => {
    const file = join(tempFolder(), 'visits.sqlite')
    let acknowledged = 0
    for (let attempt = 0; attempt < 10; attempt++) {
      const child = spawn(process.execPath, [recordScript, file], { stdio: ['ignore', 'pipe', 'inherit'] })
      child.stdout.on('data', (chunk: Buffer) => {
        acknowledged += 3 * chunk.length
      })
      await once(child.stdout, 'data')
      await sleep(20 + 17 * attempt)
      child.kill('SIGKILL')
      await once(child, 'close')
    }
    // The last flush of a child may have been written and not acknowledged: at most three visits each.
    expect(totalOf(file)).toBeGreaterThanOrEqual(acknowledged)
    expect(totalOf(file)).toBeLessThanOrEqual(acknowledged + 30)
    expect(acknowledged).toBeGreaterThan(1000)
  })
})

describe('a store that fails', () => {
  it('is a folder, and then no more', async () => {
    const file = join(tempFolder(), 'visits.sqlite')
    mkdirSync(file)
    const recorder = createRecorder({ file, now, retryMs })
    expect(recorder.status()).toEqual({ ok: false, reason: 'unable to open database file', pending: 0 })
    recordMany(recorder, 2)
    recorder.recordDoubtful('US')
    expect(recorder.flush()).toBe(false)
    await sleep(3 * retryMs)
    recordMany(recorder, 1)
    expect(recorder.flush()).toBe(false)
    expect(recorder.status()).toMatchObject({ ok: false, pending: 3 })
    rmdirSync(file)
    await untilOk(recorder)
    expect(totalOf(file)).toBe(3)
    expect(doubtfulOf(file)).toEqual([{ day: '2026-11-20', country: 'US', n: 1 }])
    recordMany(recorder, 1)
    expect(recorder.flush()).toBe(true)
    recorder.close()
    expect(totalOf(file)).toBe(4)
  })

  it('has a folder that is a file; the reason names no path', () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'data'), '')
    const recorder = createRecorder({ file: join(folder, 'data', 'visits.sqlite'), now, retryMs })
    recordMany(recorder, 1)
    expect(recorder.flush()).toBe(false)
    expect(recorder.status()).toEqual({ ok: false, reason: 'EEXIST', pending: 1 })
    recorder.close()
  })

  it('is locked by another program', async () => {
    const file = join(tempFolder(), 'visits.sqlite')
    const recorder = createRecorder({ file, now, retryMs })
    const other = new DatabaseSync(file)
    other.exec('BEGIN IMMEDIATE')
    recordMany(recorder, 2)
    const start = performance.now()
    expect(recorder.flush()).toBe(false)
    expect(performance.now() - start).toBeLessThan(1000)
    expect(recorder.status()).toEqual({ ok: false, reason: 'database is locked', pending: 2 })
    other.exec('ROLLBACK')
    other.close()
    await untilOk(recorder)
    recorder.close()
    expect(totalOf(file)).toBe(2)
  })

  it('is locked by another program while it is closed', async () => {
    const file = join(tempFolder(), 'visits.sqlite')
    const recorder = createRecorder({ file, now, retryMs })
    const other = spawn(process.execPath, [lockScript, file, '800'], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(other.stdout, 'data')
    recordMany(recorder, 2)
    expect(recorder.flush()).toBe(false)
    recorder.close()
    expect(totalOf(file)).toBe(2)
  })

  it('is replaced by rubbish while it is open', async () => {
    const file = join(tempFolder(), 'visits.sqlite')
    const recorder = createRecorder({ file, now, retryMs })
    recordMany(recorder, 1)
    expect(recorder.flush()).toBe(true)
    removeStore(file)
    writeFileSync(file, 'no database '.repeat(1000))
    await sleep(1100)
    recordMany(recorder, 2)
    expect(recorder.flush()).toBe(false)
    expect(recorder.status()).toEqual({ ok: false, reason: 'file is not a database', pending: 2 })
    rmSync(file)
    await untilOk(recorder)
    recorder.close()
    expect(totalOf(file)).toBe(2)
  })

  it('costs nothing more until it is time to try again', () => {
    const file = join(tempFolder(), 'visits.sqlite')
    mkdirSync(file)
    const recorder = createRecorder({ file, now, retryMs: 60_000 })
    const start = performance.now()
    for (let turn = 0; turn < 10_000; turn++) {
      recordMany(recorder, 1)
      expect(recorder.flush()).toBe(false)
    }
    expect(performance.now() - start).toBeLessThan(1000)
    expect(recorder.status()).toMatchObject({ ok: false, pending: 10_000 })
    rmdirSync(file)
    recorder.close()
    expect(totalOf(file)).toBe(10_000)
  })
})

describe('a file that vanishes', () => {
  it.each([
    ['deleted', (file: string) => rmSync(file)],
    ['deleted with its WAL', removeStore],
    ['moved away', (file: string) => renameSync(file, `${file}.old`)],
    ['deleted with its folder', (file: string) => rmSync(join(file, '..'), { recursive: true })],
  ])('%s: within a second another takes its place, for all who write', async (_, remove) => {
    const file = join(tempFolder(), 'data', 'visits.sqlite')
    const recorders = [createRecorder({ file, now, retryMs }), createRecorder({ file, now, retryMs })]
    const countAll = () => recorders.map((recorder) => {
      recordMany(recorder, 1)
      return recorder.flush()
    })
    expect(countAll()).toEqual([true, true])
    remove(file)
    await sleep(1100)
    expect(countAll()).toEqual([true, true])
    expect(countAll()).toEqual([true, true])
    expect(totalOf(file)).toBe(4)
    for (const recorder of recorders) recorder.close()
    expect(totalOf(file)).toBe(4)
    expect(readdirSync(join(file, '..')).filter(name => name.startsWith('visits.sqlite-'))).toEqual([])
  })
})

/** Mounts a small file system in memory; false where that is not allowed. */
function mountSmall(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], { stdio: 'ignore' })
  }
  catch {
    return false
  }
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', folder])
  })
  return true
}

function fillUp(folder: string) {
  expect(() => appendFileSync(join(folder, 'filler'), Buffer.alloc(300_000))).toThrow('ENOSPC')
}

describe('a disk', () => {
  it('that is full: nothing is lost or doubled', async (context) => {
    const folder = tempFolder()
    if (!mountSmall(folder)) return context.skip('needs the right to mount')
    const file = join(folder, 'visits.sqlite')
    const recorder = createRecorder({ file, now, retryMs })
    recordMany(recorder, 5)
    expect(recorder.flush()).toBe(true)
    fillUp(folder)
    let counted = 5
    // What is left of the last page still takes some.
    while (recorder.status().ok && counted < 1000) {
      recordMany(recorder, 1)
      recorder.flush()
      counted++
    }
    expect(recorder.status()).toMatchObject({ ok: false, pending: 1 })
    // The store was closed, which has freed the room of its WAL.
    fillUp(folder)
    recordMany(recorder, 7)
    await sleep(5 * retryMs)
    expect(recorder.flush()).toBe(false)
    expect(recorder.status()).toMatchObject({ ok: false, pending: 8 })
    rmSync(join(folder, 'filler'))
    await untilOk(recorder)
    recorder.close()
    expect(totalOf(file)).toBe(counted + 7)
  })

  it('that is mounted to be read only, until it is not', async (context) => {
    const folder = tempFolder()
    if (!mountSmall(folder)) return context.skip('needs the right to mount')
    const file = join(folder, 'visits.sqlite')
    createRecorder({ file, now }).close()
    execFileSync('mount', ['-o', 'remount,ro', folder])
    const recorder = createRecorder({ file, now, retryMs })
    recordMany(recorder, 3)
    expect(recorder.flush()).toBe(false)
    expect(recorder.status()).toMatchObject({ ok: false, pending: 3 })
    expect(rowsOf(file)).toEqual([])
    execFileSync('mount', ['-o', 'remount,rw', folder])
    await untilOk(recorder)
    recorder.close()
    expect(totalOf(file)).toBe(3)
  })
})

describe('a clock that cannot be right', () => {
  const released = '2026-11-20'

  it.each([
    ['2026-11-18', /^the clock says 2026-11-18, before the release of 2026-11-20$/],
    ['1970-01-01', /^the clock says 1970-01-01, before /],
    ['2031-01-01', /^the clock says 2031-01-01, more than two years after /],
    ['2026-11-19', undefined],
    ['2026-11-20', undefined],
    ['2028-11-20', undefined],
  ])('%s: %s', (day, words) => {
    const doubt = doubtAboutClock(day, released)
    if (words === undefined) expect(doubt).toBeUndefined()
    else expect(doubt).toMatch(words)
  })

  it.each([0, Date.UTC(2031, 0, 1)])('stores nothing at %i, says so, and counts all on the day on which it is right again', async (wrong) => {
    const file = join(tempFolder(), 'visits.sqlite')
    const states: (string | undefined)[] = []
    let time = wrong
    const recorder = createRecorder({ file, released, now: () => time, retryMs, onState: fault => states.push(fault) })
    recordMany(recorder, 3)
    recorder.recordDoubtful('US')
    expect(recorder.flush()).toBe(false)
    expect(recorder.status()).toMatchObject({ ok: false, reason: expect.stringMatching(/^the clock says /), pending: 3 })
    expect(rowsOf(file)).toEqual([])
    time = now()
    await untilOk(recorder)
    recordMany(recorder, 2)
    recorder.close()
    expect(rowsOf(file)).toEqual([{ day: '2026-11-20', country: 'RU', locale: 'ru', n: 5 }])
    expect(doubtfulOf(file)).toEqual([{ day: '2026-11-20', country: 'US', n: 1 }])
    expect(states[0]).toMatch(/^the clock says /)
    expect(states.at(-1)).toBeUndefined()
  })
})

const visit = fc.record({
  day: fc.constantFrom('2026-11-20', '2026-11-21', '2026-11-22'),
  country: fc.constantFrom('RU', 'UA', 'ZZ'),
  locale: fc.constantFrom('ru', 'uk'),
})

it('holds one count for each day, country and locale, however days alternate and whenever it is cleared', () => {
  fc.assert(fc.property(fc.array(fc.option(visit), { maxLength: 60 }), (steps) => {
    const pending = createPending()
    let expected = new Map<string, number>()
    for (const step of steps) {
      if (step === null) {
        pending.clear()
        expected = new Map()
      }
      else {
        pending.add(step.day, step.country, step.locale)
        const key = `${step.day} ${step.country} ${step.locale}`
        expected.set(key, (expected.get(key) ?? 0) + 1)
      }
      expect(pending.counts).toHaveLength(expected.size)
      expect(new Map(pending.counts.map(({ day, country, locale, n }) => [`${day} ${country} ${locale}`, n]))).toEqual(expected)
    }
  }))
})
