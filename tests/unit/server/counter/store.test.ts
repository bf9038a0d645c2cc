import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openStore, openStoreForReading, type VisitCount } from '../../../../server/counter/store.ts'
import { tempFolder } from './temp-folder.ts'

const addScript = fileURLToPath(new URL('children/add.ts', import.meta.url))

function count(day: string, country: string, n: number, locale = 'ru'): VisitCount {
  return { day, country, locale, n }
}

describe('openStore', () => {
  it('creates the folder and the file, and keeps counts', () => {
    const file = join(tempFolder(), 'a', 'b', 'visits.sqlite')
    const store = openStore(file)
    store.add([count('2026-11-20', 'RU', 2), count('2026-11-21', 'UA', 1, 'uk')])
    store.add([count('2026-11-20', 'RU', 3)])
    store.close()
    expect(readdirSync(join(file, '..'))).toEqual(['visits.sqlite'])

    const again = openStore(file)
    expect(again.rows()).toEqual([count('2026-11-20', 'RU', 5), count('2026-11-21', 'UA', 1, 'uk')])
    again.close()
  })

  it('reads a range of days, both included', () => {
    const store = openStore(join(tempFolder(), 'visits.sqlite'))
    store.add(['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'].map(day => count(day, 'RU', 1)))
    expect(store.rows('2026-11-20', '2026-11-21').map(row => row.day)).toEqual(['2026-11-20', '2026-11-21'])
    expect(store.rows('2026-11-21').map(row => row.day)).toEqual(['2026-11-21', '2026-11-22'])
    expect(store.rows(undefined, '2026-11-19').map(row => row.day)).toEqual(['2026-11-19'])
    store.close()
  })

  it('adds all of a batch or nothing, and works on', () => {
    const store = openStore(join(tempFolder(), 'visits.sqlite'))
    expect(() => store.add([count('2026-11-20', 'RU', 1), count('2026-11-20', 'UA', 0.5)])).toThrow()
    expect(store.rows()).toEqual([])
    store.add([count('2026-11-20', 'RU', 1)])
    expect(store.rows()).toEqual([count('2026-11-20', 'RU', 1)])
    store.close()
  })

  it('knows when its file was deleted or replaced', () => {
    const file = join(tempFolder(), 'visits.sqlite')
    const store = openStore(file)
    expect(store.isInPlace()).toBe(true)
    renameSync(file, `${file}.old`)
    expect(store.isInPlace()).toBe(false)
    writeFileSync(file, '')
    expect(store.isInPlace()).toBe(false)
    store.close()
  })

  it('refuses what is no database, a folder, and the file of a newer version', () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'text'), 'no database '.repeat(100))
    expect(() => openStore(join(folder, 'text'))).toThrow('file is not a database')
    expect(() => openStore(folder)).toThrow('unable to open database file')
    const newer = new DatabaseSync(join(folder, 'newer'))
    newer.exec('PRAGMA user_version = 99')
    newer.close()
    expect(() => openStore(join(folder, 'newer'))).toThrow('newer version')
    expect(() => openStoreForReading(join(folder, 'newer'))).toThrow('newer version')
  })

  it('stays small: ten years from 250 countries in under 30 MB', () => {
    const file = join(tempFolder(), 'visits.sqlite')
    const store = openStore(file)
    const countries = Array.from({ length: 250 }, (_, number) => String.fromCharCode(65 + Math.floor(number / 26), 65 + number % 26))
    const days = Array.from({ length: 3650 }, (_, number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10))
    store.add(days.flatMap(day => countries.map(country => count(day, country, 1000))))
    store.close()
    expect(statSync(file).size).toBeLessThan(30_000_000)
  })
})

describe('several processes', () => {
  it('create the same file at once and lose nothing', { timeout: 60_000 }, async () => {
    const file = join(tempFolder(), 'new', 'visits.sqlite')
    const times = 1500
    const writers = [1, 2, 3].map(() => spawn(process.execPath, [addScript, file, String(times)], { stdio: ['ignore', 'ignore', 'inherit'] }))
    const statuses = await Promise.all(writers.map(async writer => (await once(writer, 'exit'))[0]))
    expect(statuses).toEqual([0, 0, 0])

    const store = openStore(file)
    expect(store.rows()).toEqual([
      count('2026-11-20', 'RU', 3 * times),
      count('2026-11-20', 'UA', 3 * times),
      count('2026-11-20', 'UA', 3 * times, 'uk'),
    ])
    store.close()
  })
})

describe('openStoreForReading', () => {
  it('finds nothing where nobody has counted, and creates nothing', () => {
    const folder = tempFolder()
    expect(openStoreForReading(join(folder, 'a', 'visits.sqlite'))).toBeUndefined()
    writeFileSync(join(folder, 'empty.sqlite'), '')
    expect(openStoreForReading(join(folder, 'empty.sqlite'))).toBeUndefined()
    expect(readdirSync(folder)).toEqual(['empty.sqlite'])
  })

  it('reads while another process writes', () => {
    const file = join(tempFolder(), 'visits.sqlite')
    const store = openStore(file)
    store.add([count('2026-11-20', 'RU', 1)])
    const reader = openStoreForReading(file)
    expect(reader?.rows()).toEqual([count('2026-11-20', 'RU', 1)])
    store.add([count('2026-11-20', 'RU', 1)])
    expect(reader?.rows()).toEqual([count('2026-11-20', 'RU', 2)])
    reader?.close()
    store.close()
  })

  it('leaves nothing beside a file that nobody has open', () => {
    const folder = join(tempFolder(), 'a # folder?')
    mkdirSync(folder)
    const file = join(folder, 'visits.sqlite')
    const store = openStore(file)
    store.add([count('2026-11-20', 'RU', 1)])
    store.close()
    const reader = openStoreForReading(file)
    expect(reader?.rows()).toEqual([count('2026-11-20', 'RU', 1)])
    reader?.close()
    expect(readdirSync(folder)).toEqual(['visits.sqlite'])
  })

  it('reads what a killed process left in the WAL', async () => {
    const file = join(tempFolder(), 'visits.sqlite')
    const writer = spawn(process.execPath, [addScript, file, '1000000000'], { stdio: 'ignore' })
    while (!existsSync(`${file}-wal`) || statSync(`${file}-wal`).size < 100_000) await new Promise(resolve => setTimeout(resolve, 10))
    writer.kill('SIGKILL')
    await once(writer, 'exit')
    rmSync(`${file}-shm`)
    const reader = openStoreForReading(file)
    const [russia, ...ukraine] = reader?.rows() ?? []
    expect(ukraine.reduce((sum, { n }) => sum + n, 0)).toBe(2 * (russia?.n ?? 0))
    expect(russia?.n).toBeGreaterThan(10)
    reader?.close()
  })
})
