import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createSharedEngine, type SharedEngine } from '../../server/counter/engine/engine.ts'
import { foldedWriter } from '../../server/counter/engine/fold.ts'
import type { VisitCount } from '../../server/counter/store.ts'
import { addDays, utcDay } from '../../shared/day.ts'
import { startPostgres, type Postgres } from './postgres.ts'
import { runVisits } from './machines.ts'

const writers = [1, 2, 3, 4].map(number => `00000000-0000-4000-8000-00000000000${number}`)
/** Midnight may pass meanwhile. */
const today = utcDay()
const [first = '', second = '', third = '', writing = ''] = writers

let postgres: Postgres
let database = ''
let engine: SharedEngine

beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

function daysOf(writer: number): VisitCount[] {
  return ['2026-01-01', '2026-01-02'].flatMap(day => ['RU', 'UA'].map(country => ({ day, country, locale: 'ru', n: 10 ** writer })))
}

let number = 0
beforeEach(async () => {
  database = `compact${++number}`
  await postgres.createDatabase(database)
  engine = createSharedEngine(postgres.url(database), 5)
  for (const [index, writer] of writers.entries()) {
    await engine.begin(writer)
    await engine.publish(writer, daysOf(index))
  }
  // Four, three and two days ago; the last one now.
  for (const [index, writer] of [first, second, third].entries()) {
    await postgres.query(database, `UPDATE writers SET published_at = '${addDays(today, index - 4)}T12:00Z' WHERE writer = '${writer}'`)
  }
  return () => engine.close()
})

function compact(...args: string[]) {
  return runVisits(['compact', ...args], { VISITS_POSTGRES: postgres.url(database) })
}

async function rowsByWriter() {
  const rows = await postgres.query(database, 'SELECT writer, count(*)::int AS rows, sum(n)::int AS n FROM visits GROUP BY writer ORDER BY writer')
  return rows.map(({ writer, rows, n }) => [writer, rows, n])
}

it('adds up the writers named, and leaves the sum exactly as it was', async () => {
  const before = await engine.rows()
  const { status, stdout, stderr } = compact('--writer', first, '--writer', second.toUpperCase())
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toContain('Folded 2 writers: 16 rows became 12; the sum stays 4444 visits.')
  expect(await engine.rows()).toEqual(before)
  expect(await rowsByWriter()).toEqual([[foldedWriter, 4, 44], [third, 4, 400], [writing, 4, 4000]])

  expect(compact('--writer', third).status).toBe(0)
  expect(await engine.rows()).toEqual(before)
  expect(await rowsByWriter()).toEqual([[foldedWriter, 4, 444], [writing, 4, 4000]])
})

it('adds up all that have been silent since a day, never one that still writes', async () => {
  const before = await engine.rows()
  expect(compact('--finished-before', addDays(today, -3)).stdout).toContain('Folded 1 writer:')
  expect(compact('--finished-before', '2100-01-01').stdout).toContain('Folded 2 writers:')
  expect(compact('--finished-before', '2100-01-01').stdout).toBe('There is no such finished writer.\n')
  expect(await engine.rows()).toEqual(before)
  expect(await rowsByWriter()).toEqual([[foldedWriter, 4, 444], [writing, 4, 4000]])
})

it('says what it would do, and does not', async () => {
  const before = await rowsByWriter()
  expect(compact('--finished-before', '2100-01-01', '--dry-run').stdout.split('\n')).toEqual([
    `${first}  last published on ${addDays(today, -4)}  4 rows  4 visits`,
    `${second}  last published on ${addDays(today, -3)}  4 rows  40 visits`,
    `${third}  last published on ${addDays(today, -2)}  4 rows  400 visits`,
    'Would fold 3 writers: 16 rows would become 8; the sum stays 4444 visits.',
    '',
  ])
  expect(await rowsByWriter()).toEqual(before)
})

it('refuses a writer that may still be counting, and then folds nobody', async () => {
  const before = await rowsByWriter()
  await postgres.query(database, `UPDATE writers SET published_at = now() - interval '1 day' WHERE writer = '${second}'`)
  for (const writer of [writing, second]) {
    const { status, stdout, stderr } = compact('--writer', first, '--writer', writer)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(/^visits: writer \S+ published on \S+ and may still be counting; nothing was folded\n$/)
  }
  expect(await rowsByWriter()).toEqual(before)
})

it('keeps a folded writer that comes back from being counted twice', async () => {
  compact('--writer', first)
  const before = await engine.rows()
  await expect(engine.publish(first, daysOf(3))).rejects.toThrow(/were folded into others; begin a new VISITS_FILE$/)
  expect(await engine.rows()).toEqual(before)
  expect(compact('--writer', first).stderr).toContain('there is no writer')
})

it('is exact while others publish, and two foldings at once are one', async () => {
  let published = 0
  let stopped = false
  const busy = (async () => {
    while (!stopped) await engine.publish(writing, [{ day: '2026-01-02', country: 'RU', locale: 'ru', n: 10_000 + ++published }])
  })()
  const url = { VISITS_POSTGRES: postgres.url(database) }
  const tool = join(import.meta.dirname, '../../tools/visits.ts')
  const ends = [1, 2].map(async () => {
    const child = spawn(process.execPath, [tool, 'compact', '--finished-before', '2100-01-01'], { env: { ...process.env, ...url }, stdio: 'ignore' })
    return (await once(child, 'exit'))[0]
  })
  expect(await Promise.all(ends)).toEqual([0, 0])
  stopped = true
  await busy
  expect(published).toBeGreaterThan(0)
  expect(await rowsByWriter()).toEqual([[foldedWriter, 4, 444], [writing, 4, 3000 + 10_000 + published]])
})

it.each([
  ['neither writer nor day', []],
  ['both', ['--writer', first, '--finished-before', '2026-01-01']],
  ['no date', ['--finished-before', 'yesterday']],
])('refuses %s in one line', (_, args) => {
  const { status, stderr } = compact(...args)
  expect(status).toBe(2)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})
