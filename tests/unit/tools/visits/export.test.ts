// @module-tag more
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStore, type Store } from '../../../../server/counter/store.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'
import { fixture, rowsOf, run } from './run.ts'

function newStore(): string {
  return join(tempFolder(), 'visits.sqlite')
}

/** Live and imported visits, some on the same day. */
function filledStore(): string {
  const file = newStore()
  const store = openStore(file)
  store.add([
    { day: '2026-10-04', country: 'T1', locale: 'en', n: 1 },
    { day: '2026-10-05', country: 'RU', locale: 'ru', n: 46_000_000 },
  ])
  store.close()
  expect(run(file, ['import', fixture('combined.log'), '--source', 'mirror']).status).toBe(0)
  return file
}

/** What a person writes, or an earlier version: nobody is named who has counted. */
const csv = [
  'day,country,locale,n', '2026-10-04,T1,en,1', '2026-10-05,RU,ru,46000002', '2026-10-05,US,en,1', '2026-10-05,ZZ,uk,1', '2026-10-06,RU,ru,1', '',
].join('\n')

const plainJson = `{"visits":[\n${csv.trimEnd().split('\n').slice(1).map((row) => {
  const [day, country, locale, n] = row.split(',')
  return JSON.stringify({ day, country, locale, n: Number(n) })
}).join(',\n')}\n]}\n`

function open<Result>(file: string, act: (store: Store) => Result): Result {
  const store = openStore(file)
  const result = act(store)
  store.close()
  return result
}

function importText(file: string, input: string | Buffer, ...options: string[]) {
  return run(file, ['import', '-', '--json', ...options], { input })
}

describe('visits export', () => {
  it('prints all counts and who has counted them, and which logs they hold', () => {
    const file = filledStore()
    open(file, store => store.addDoubtful([{ day: '2026-10-05', country: 'US', n: 7 }]))
    const [writer, [log]] = open(file, store => [store.writerId(), store.imports().map(({ sha256 }) => sha256)])
    expect(run(file, ['export'])).toEqual({ status: 0, stderr: '', stdout: [
      'day,country,locale,n,writer,doubtful,log',
      `2026-10-04,T1,en,1,${writer},,`,
      `2026-10-05,RU,ru,46000000,${writer},,`,
      `2026-10-05,RU,ru,2,${writer}/mirror,,`,
      `2026-10-05,US,en,1,${writer}/mirror,,`,
      `2026-10-05,ZZ,uk,1,${writer}/mirror,,`,
      `2026-10-06,RU,ru,1,${writer}/mirror,,`,
      `2026-10-05,US,,,${writer},7,`,
      `,,,,,,${log}`,
      '',
    ].join('\n') })
    const json = JSON.parse(run(file, ['export', '--format', 'json']).stdout)
    expect(json.visits).toContainEqual({ day: '2026-10-05', country: 'RU', locale: 'ru', n: 2, writer: `${writer}/mirror` })
    expect(json).toMatchObject({ doubtful: [{ day: '2026-10-05', country: 'US', n: 7, writer }], logs: [log] })
  })

  it('prints some days alone, without the logs, of which it has only a part', () => {
    const { stdout } = run(filledStore(), ['export', '--from', '2026-10-06', '--to', '2026-10-06'])
    expect(stdout).toMatch(/^day,.*\n2026-10-06,RU,ru,1,[\da-f-]{36}\/mirror,,\n$/)
  })

  it.each(['csv', 'json'])('goes back and forth as %s without a change', (format) => {
    const file = filledStore()
    open(file, store => store.addDoubtful([{ day: '2026-10-05', country: 'US', n: 7 }]))
    const written = run(file, ['export', '--format', format]).stdout
    const other = newStore()
    expect(importText(other, written))
      .toMatchObject({ status: 0, stdout: '{"lines":6,"counted":46000006,"countries":{"RU":46000003,"T1":1,"US":1,"ZZ":1},"malformed":0}\n' })
    expect(rowsOf(other)).toEqual(rowsOf(file))
    expect(run(other, ['report', '--json', '--doubtful']).stdout).toBe(run(file, ['report', '--json', '--doubtful']).stdout)
    expect(run(other, ['export', '--format', format]).stdout).toBe(written)
    // Once more changes nothing.
    expect(importText(other, written).stdout).toContain('"counted":0')
    expect(run(other, ['export', '--format', format]).stdout).toBe(written)
    // Where they were counted, they are refused.
    expect(importText(file, written)).toMatchObject({ status: 1, stderr: expect.stringContaining('counted live already') })
  })

  it.each(['csv', 'json'])('knows in a new house what was counted in the old one, as %s', (format) => {
    const old = newStore()
    run(old, ['import', fixture('combined.log')])
    const house = newStore()
    importText(house, run(old, ['export', '--format', format]).stdout)
    const { stdout, stderr } = run(house, ['import', fixture('combined.log'), '--json'])
    expect(stdout).toContain('"counted":0,')
    expect(stderr).toContain('was counted before')
    expect(rowsOf(house)).toEqual(rowsOf(old))
  })

  it('knows in a new house on which days the old one counted live', () => {
    const old = newStore()
    open(old, store => store.add([{ day: '2026-10-06', country: 'RU', locale: 'ru', n: 1 }]))
    const house = newStore()
    importText(house, run(old, ['export']).stdout)
    expect(run(house, ['import', fixture('combined.log'), '--json'])).toMatchObject({ status: 1, stderr: expect.stringContaining('has visits of 2026-10-06, which was counted live already') })
    expect(rowsOf(house)).toEqual(rowsOf(old))
  })

  it.each([[[0, 1]], [[1, 0]], [[0, 1, 0, 1]]])('of a store that grows is the greater count, whichever comes first: %j', (order) => {
    const file = newStore()
    const grow = (n: number) => open(file, (store) => {
      store.add([{ day: '2026-10-05', country: 'RU', locale: 'ru', n }, { day: `2026-10-0${n}`, country: 'US', locale: 'en', n: 1 }])
      store.addDoubtful([{ day: '2026-10-05', country: 'US', n }])
      return run(file, ['export']).stdout
    })
    const exports = [grow(3), grow(4)]
    const other = newStore()
    open(other, store => store.add([{ day: '2026-10-05', country: 'RU', locale: 'ru', n: 100 }]))
    const counted = order.map(index => Number(/"counted":(\d+)/.exec(importText(other, exports[index] ?? '').stdout)?.[1]))
    expect(counted.reduce((sum, n) => sum + n)).toBe(9)
    expect(rowsOf(other)).toEqual([...rowsOf(file).slice(0, 2), { day: '2026-10-05', country: 'RU', locale: 'ru', n: 107 }])
    expect(JSON.parse(run(other, ['report', '--json', '--doubtful']).stdout)).toMatchObject({ doubtful: { total: 7 } })
  })

  it('counts a machine once that comes by two ways', () => {
    const [first, second, third] = [filledStore(), newStore(), newStore()]
    const direct = run(first, ['export']).stdout
    importText(second, direct)
    open(second, store => store.add([{ day: '2026-10-09', country: 'FR', locale: 'fr', n: 2 }]))
    importText(third, direct)
    expect(importText(third, run(second, ['export', '--format', 'json']).stdout).stdout).toContain('"counted":2,')
    expect(rowsOf(third)).toEqual(rowsOf(second))
  })

  it('counts what an older version took for a country as unknown, and import takes it back', () => {
    const file = newStore()
    const store = openStore(file)
    store.add([
      { day: '2026-10-04', country: 'A1', locale: 'ru', n: 50 },
      { day: '2026-10-04', country: 'RU', locale: 'ru', n: 7 },
      { day: '2026-10-04', country: 'ZZ', locale: 'ru', n: 3 },
    ])
    store.close()
    const { stdout } = run(file, ['export'])
    expect(stdout.replaceAll(/,[\da-f-]{36},/g, ',…,')).toBe('day,country,locale,n,writer,doubtful,log\n2026-10-04,RU,ru,7,…,,\n2026-10-04,ZZ,ru,53,…,,\n')
    expect(run(newStore(), ['import', '-', '--json'], { input: stdout }).stdout).toContain('"counted":60,')
  })

  it('prints nothing but the heading before anything was counted, which can be imported', () => {
    for (const format of ['csv', 'json']) {
      const { status, stdout } = run(newStore(), ['export', '--format', format])
      expect({ status, lines: stdout.trimEnd().split('\n').length }).toEqual({ status: 0, lines: format === 'csv' ? 1 : 4 })
      expect(run(newStore(), ['import', '-', '--json'], { input: stdout })).toMatchObject({ status: 0 })
    }
  })

  it.each([
    ['a day that does not exist', '2026-02-30,RU,ru,1'],
    ['a country that is none', '2026-02-03,Russia,ru,1'],
    ['what networks invent for a country', '2026-02-03,A1,ru,1'],
    ['a locale that is not ours', '2026-02-03,RU,de,1'],
    ['no number', '2026-02-03,RU,ru,'],
    ['a number below 1', '2026-02-03,RU,ru,-1'],
    ['half a number', '2026-02-03,RU,ru,0.5'],
    ['half a line', '2026-02-03,RU'],
    ['rubbish', '\0'],
  ])('import refuses a file whole that has a row with %s', (_, row) => {
    const file = newStore()
    const { status, stderr } = run(file, ['import', '-'], { input: `${csv}${row}\n` })
    expect(status).toBe(1)
    expect(stderr).toContain('line 7 is no row of counts')
    expect(rowsOf(file)).toEqual([])
  })

  it.each([
    ['a day before there was anything to count', 'day,country,locale,n\n0001-01-01,RU,ru,1\n', 'line 2 counts visits on 0001-01-01, but only days from 2000-01-01 to'],
    ['a day that is far from here', 'day,country,locale,n\n9999-12-31,RU,ru,1\n', 'line 2 counts visits on 9999-12-31, but only days from 2000-01-01 to'],
    ['a number that nobody can add to', 'day,country,locale,n\n2026-10-05,RU,ru,9007199254740991\n', 'with line 2 there are more than 1000000000000 visits, which cannot be'],
    ['a sum like that', 'day,country,locale,n\n2026-10-05,RU,ru,999999999999\n2026-10-06,RU,ru,2\n', 'with line 3 there are more than 1000000000000 visits'],
  ])('import refuses a file whole that has %s', (_, input, message) => {
    const file = newStore()
    expect(run(file, ['import', '-'], { input })).toMatchObject({ status: 1, stderr: expect.stringContaining(message) })
    expect(rowsOf(file)).toEqual([])
  })

  it.each([
    ['a row behind the end of JSON', '{"visits":[\n]}\n{"day":"2026-10-05","country":"RU","locale":"ru","n":1}\n', 'line 3 stands behind the end: {"day"'],
    ['two ends', '{"visits":[\n]}\n\n]}\n', 'line 4 stands behind the end'],
    ['a key twice', '{"visits":[\n{"day":"2026-10-05","country":"RU","locale":"ru","n":1,"n":2}\n]}\n', 'line 2 is no row of counts'],
    ['the same cell twice', 'day,country,locale,n\n2026-10-05,RU,ru,1\n2026-10-05,RU,uk,1\n2026-10-05,RU,ru,1\n', 'line 4 counts 2026-10-05,RU,ru once more'],
  ])('import refuses a file whole that has %s, which export never writes', (_, input, message) => {
    const file = newStore()
    expect(run(file, ['import', '-'], { input })).toMatchObject({ status: 1, stderr: expect.stringContaining(message) })
    expect(rowsOf(file)).toEqual([])
  })

  it('import knows the same counts in another form, in another order and with empty lines', () => {
    const [heading, ...rows] = csv.trimEnd().split('\n')
    const file = newStore()
    expect(run(file, ['import', '-', '--json'], { input: csv }).stdout).toContain('"counted":46000006,')
    for (const input of [plainJson, `${csv}\n`, plainJson.replaceAll('\n', '\r\n'), [heading, ...rows.toReversed()].join('\n')]) {
      expect(run(file, ['import', '-', '--json'], { input })).toMatchObject({ status: 0, stdout: expect.stringContaining('"lines":5,"counted":0,') })
    }
    expect(rowsOf(file)).toEqual(rowsOf(filledStore()))
  })

  it('import knows a file that an earlier version has remembered by its bytes', () => {
    for (const [remembered, given] of [[csv, csv], [plainJson, plainJson], [csv, `${csv}\n\n`], [plainJson, csv], [`${csv}\n`, `${csv}\n`]] as const) {
      const file = newStore()
      const store = openStore(file)
      const sha256 = createHash('sha256').update(remembered).digest('hex')
      store.importLog({ sha256, name: 'counts', source: '', lines: 5, counted: 0 }, [])
      store.close()
      expect(run(file, ['import', '-', '--json'], { input: given }).stdout).toContain('"counted":0,')
      expect(rowsOf(file)).toEqual([])
    }
  })

  const small = 'day,country,locale,n\n2026-11-20,RU,ru,5\n2026-11-20,NA,en,2\n'

  it.each<[string, string | Buffer]>([
    ['a byte order mark and ends of Windows', `\uFEFF${small.replaceAll('\n', '\r\n')}`],
    ['semicolons', small.replaceAll(',', ';')],
    ['quotes and empty cells', small.replaceAll(/[^,\n]+/g, '"$&"').replaceAll('\n', ',,\n')],
    ['UTF-16, as PowerShell writes it', Buffer.from(`\uFEFF${small.replaceAll('\n', '\r\n')}`, 'utf16le')],
    ['UTF-16 in the other order', Buffer.from(`\uFEFF${small}`, 'utf16le').swap16()],
  ])('import takes what a spreadsheet saved with %s', (_, input) => {
    const file = newStore()
    expect(importText(file, input)).toMatchObject({ status: 0, stdout: '{"lines":2,"counted":7,"countries":{"RU":5,"NA":2},"malformed":0}\n' })
    expect(importText(file, small).stdout).toContain('"counted":0,')
  })

  it.each([
    ['a writer that is none', '2026-10-05,RU,ru,1,me,,'],
    ['a log that is none', ',,,,,,abc'],
    ['a log beside visits', `2026-10-05,RU,ru,1,,,${'a'.repeat(64)}`],
    ['doubtful visits of a language', '2026-10-05,RU,ru,,,1,'],
  ])('import refuses a file whole that has %s', (_, row) => {
    const file = newStore()
    expect(importText(file, `day,country,locale,n,writer,doubtful,log\n${row}\n`)).toMatchObject({ status: 1, stderr: expect.stringContaining('line 2 is no row of counts') })
    expect(importText(file, `day,country,locale,n,writer,doubtful,log\n2026-10-05,RU,ru,1,,,\n,,,,,,${'a'.repeat(64)}\n`).stderr).toContain('says of some rows alone who has counted them')
    expect(rowsOf(file)).toEqual([])
  })

  it('import refuses JSON that is cut off', () => {
    const written = run(filledStore(), ['export', '--format', 'json']).stdout
    const file = join(tempFolder(), 'counts.json')
    writeFileSync(file, written.split('\n').slice(0, 4).join('\n'))
    expect(run(newStore(), ['import', file])).toMatchObject({ status: 1, stderr: expect.stringContaining('is cut off: its last line is missing') })
  })

  it.each([
    ['a form that is none', ['--format', 'xml'], '--format is "xml"'],
    ['a day that is none', ['--from', 'today'], '--from is "today"'],
    ['an argument', ['counts.csv'], 'counts.csv'],
  ])('refuses %s', (_, args, message) => {
    expect(run(newStore(), ['export', ...args])).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(message) })
  })
})
