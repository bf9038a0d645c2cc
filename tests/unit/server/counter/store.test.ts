import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { publish } from '../../../../server/counter/figures.ts'
import { openStore, openStoreForReading, type VisitCount } from '../../../../server/counter/store.ts'
import { daysOf } from './day-counts.ts'
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

  it('stays small: ten years from 250 countries in under 30 MB', { timeout: 60_000 }, () => {
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

describe('doubtful visits', () => {
  it('are kept apart, and written with the others or not at all', () => {
    const store = openStore(join(tempFolder(), 'visits.sqlite'))
    store.addDoubtful([{ day: '2026-11-20', country: 'RU', n: 2 }])
    store.addAll({ visits: [count('2026-11-20', 'RU', 1)], doubtful: [{ day: '2026-11-20', country: 'RU', n: 1 }] })
    expect(() => store.addAll({ visits: [count('2026-11-20', 'RU', 1)], doubtful: [{ day: '2026-11-20', country: 'RU', n: 0.5 }] })).toThrow()
    expect(store.rows()).toEqual([count('2026-11-20', 'RU', 1)])
    expect(store.doubtful()).toEqual([{ day: '2026-11-20', country: 'RU', n: 3 }])
    expect(store.doubtful('2026-11-21')).toEqual([])
    store.close()
  })
})

describe('logs', () => {
  const log = { sha256: 'ab12', name: 'access.log', source: '', lines: 10, counted: 3 }
  const batch = [count('2026-11-21', 'RU', 2), count('2026-11-20', 'UA', 1)]

  it('are added once, together with what was counted live', () => {
    const store = openStore(join(tempFolder(), 'visits.sqlite'))
    store.add([count('2026-11-21', 'RU', 1)])
    expect(store.importLog(log, batch)).toBe('imported')
    expect(store.importLog({ ...log, name: 'renamed.log' }, batch)).toBe('known')
    expect(store.importLog({ ...log, sha256: 'cd34' }, batch, { knownAs: ['ef56', 'ab12'] })).toBe('known')
    expect(store.rows()).toEqual([count('2026-11-20', 'UA', 1), count('2026-11-21', 'RU', 3)])
    expect(store.liveDays()).toEqual(['2026-11-21'])
    expect(store.liveDays('2026-11-22', '2026-11-30')).toEqual([])
    expect(store.imports()).toEqual([{ ...log, from: '2026-11-20', to: '2026-11-21', on: new Date().toISOString().slice(0, 10) }])
    store.close()
  })

  it('are added again by force', () => {
    const store = openStore(join(tempFolder(), 'visits.sqlite'))
    store.importLog(log, batch)
    expect(store.importLog(log, batch, { force: true })).toBe('imported')
    expect(store.rows()).toEqual([count('2026-11-20', 'UA', 2), count('2026-11-21', 'RU', 4)])
    expect(store.imports()).toMatchObject([{ lines: 20, counted: 6 }])
    store.close()
  })

  it('are added whole or not at all', () => {
    const store = openStore(join(tempFolder(), 'visits.sqlite'))
    expect(() => store.importLog(log, [...batch, count('2026-11-20', 'RU', 0.5)])).toThrow()
    expect(store.rows()).toEqual([])
    expect(store.imports()).toEqual([])
    store.close()
  })

  it('are read by day as the same figures as row by row, with what was counted live', () => {
    const store = openStore(join(tempFolder(), 'visits.sqlite'))
    store.add([count('2026-11-20', 'RU', 14), count('2026-11-20', 'RU', 13, 'uk'), count('2026-11-20', 'UA', 6), count('2026-11-22', 'RU', 99)])
    store.importLog(log, [count('2026-11-20', 'UA', 5, 'uk'), count('2026-11-20', 'DE', 9), count('2026-11-19', 'RU', 10)])
    expect(publish(store.days(), '2026-11-22').days).toEqual([
      { day: '2026-11-19', country: 'RU', visits: 10 }, { day: '2026-11-20', country: 'RU', visits: 20 }, { day: '2026-11-20', country: 'UA', visits: 10 },
    ])
    expect(publish(store.days(), '2026-11-22')).toEqual(publish(daysOf(store.rows()), '2026-11-22'))
    store.close()
  })

  it('bring their doubtful visits along, with the rest or not at all', () => {
    const store = openStore(join(tempFolder(), 'visits.sqlite'))
    const doubtful = [{ day: '2026-11-20', country: 'RU', n: 2 }, { day: '2026-11-20', country: 'RU', n: 1 }]
    expect(() => store.importLog(log, batch, { doubtful: [...doubtful, { day: '2026-11-20', country: 'RU', n: 0.5 }] })).toThrow()
    expect(store.rows()).toEqual([])
    store.importLog(log, batch, { doubtful })
    store.importLog(log, batch, { doubtful })
    expect(store.doubtful()).toEqual([{ day: '2026-11-20', country: 'RU', n: 3 }])
    store.close()
  })

  it('may hold no visit', () => {
    const store = openStore(join(tempFolder(), 'visits.sqlite'))
    expect(store.importLog({ ...log, counted: 0 }, [])).toBe('imported')
    expect(store.imports()).toMatchObject([{ from: null, to: null, counted: 0 }])
    store.close()
  })
})

describe('the name of a file', () => {
  it('is made once, is another for another file, and can be read', () => {
    const [file, other] = [join(tempFolder(), 'visits.sqlite'), join(tempFolder(), 'visits.sqlite')]
    const [store, again, another] = [openStore(file), openStore(file), openStore(other)]
    expect(store.writerId()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    expect(again.writerId()).toBe(store.writerId())
    expect(another.writerId()).not.toBe(store.writerId())
    for (const opened of [store, again, another]) opened.close()
    const reader = openStoreForReading(file)
    expect(reader?.writerId()).toBe(store.writerId())
    reader?.close()
  })
})

describe('changes', () => {
  it('moves with what this connection and others write, and only then', () => {
    const file = join(tempFolder(), 'visits.sqlite')
    const [store, other] = [openStore(file), openStore(file)]
    const seen = [store.changes()]
    const look = () => seen.push(store.changes())
    store.add([count('2026-11-20', 'RU', 1)])
    look()
    other.add([count('2026-11-20', 'RU', 1)])
    look()
    other.addDoubtful([{ day: '2026-11-20', country: 'RU', n: 1 }])
    look()
    expect(new Set(seen).size).toBe(4)
    look()
    expect(seen.at(-1)).toBe(seen.at(-2))
    store.close()
    other.close()
  })
})

/** A file as version 1 of the schema left it. */
function firstVersion(): string {
  const file = join(tempFolder(), 'visits.sqlite')
  const database = new DatabaseSync(file)
  database.exec(`
    CREATE TABLE visits (day TEXT, country TEXT, locale TEXT, n INTEGER NOT NULL, PRIMARY KEY (day, country, locale)) STRICT, WITHOUT ROWID;
    INSERT INTO visits VALUES ('2026-11-20', 'RU', 'ru', 7);
    PRAGMA user_version = 1;
  `)
  database.close()
  return file
}

describe('a file of version 1', () => {
  it('is brought up to date and keeps its counts', () => {
    const file = firstVersion()
    const store = openStore(file)
    store.addAll({ visits: [count('2026-11-20', 'RU', 1)], doubtful: [{ day: '2026-11-20', country: 'RU', n: 1 }] })
    expect(store.writerId()).toHaveLength(36)
    store.close()
    const reader = openStoreForReading(file)
    expect(reader?.rows()).toEqual([count('2026-11-20', 'RU', 8)])
    expect(reader?.doubtful()).toEqual([{ day: '2026-11-20', country: 'RU', n: 1 }])
    reader?.close()
  })

  it('can be read without being changed', () => {
    const file = firstVersion()
    const before = readFileSync(file)
    const reader = openStoreForReading(file)
    expect(reader?.rows()).toEqual([count('2026-11-20', 'RU', 7)])
    expect([reader?.doubtful(), reader?.imports(), reader?.writerId()]).toEqual([[], [], undefined])
    reader?.close()
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(join(file, '..'))).toEqual(['visits.sqlite'])
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
