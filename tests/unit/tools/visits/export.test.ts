import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../../../server/counter/store.ts'
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

const csv = [
  'day,country,locale,n', '2026-10-04,T1,en,1', '2026-10-05,RU,ru,46000002', '2026-10-05,US,en,1', '2026-10-05,ZZ,uk,1', '2026-10-06,RU,ru,1', '',
].join('\n')

describe('visits export', () => {
  it('prints CSV or JSON of all counts, or of some days', () => {
    const file = filledStore()
    expect(run(file, ['export'])).toEqual({ status: 0, stdout: csv, stderr: '' })
    expect(run(file, ['export', '--from', '2026-10-06', '--to', '2026-10-06']).stdout).toBe('day,country,locale,n\n2026-10-06,RU,ru,1\n')
    const { visits } = JSON.parse(run(file, ['export', '--format', 'json']).stdout)
    expect(visits).toEqual(rowsOf(file))
  })

  it.each(['csv', 'json'])('goes back and forth as %s without a change', (format) => {
    const file = filledStore()
    const written = run(file, ['export', '--format', format]).stdout
    const other = newStore()
    expect(run(other, ['import', '-', '--json'], { input: written }))
      .toMatchObject({ status: 0, stdout: '{"lines":5,"counted":46000006,"countries":{"RU":46000003,"T1":1,"US":1,"ZZ":1},"malformed":0}\n' })
    expect(rowsOf(other)).toEqual(rowsOf(file))
    expect(run(other, ['export', '--format', format]).stdout).toBe(written)
    // Once more changes nothing.
    expect(run(other, ['import', '-', '--json'], { input: written }).stdout).toContain('"counted":0')
    expect(rowsOf(other)).toEqual(rowsOf(file))
    // Where they were counted live, they are refused.
    expect(run(file, ['import', '-', '--json'], { input: written })).toMatchObject({ status: 1, stderr: expect.stringContaining('counted live already') })
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
    expect(stdout).toBe('day,country,locale,n\n2026-10-04,RU,ru,7\n2026-10-04,ZZ,ru,53\n')
    expect(run(newStore(), ['import', '-', '--json'], { input: stdout }).stdout).toContain('"counted":60,')
  })

  it('prints nothing but the heading before anything was counted, which can be imported', () => {
    for (const format of ['csv', 'json']) {
      const { status, stdout } = run(newStore(), ['export', '--format', format])
      expect({ status, lines: stdout.trimEnd().split('\n').length }).toEqual({ status: 0, lines: format === 'csv' ? 1 : 2 })
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
    const source = filledStore()
    const json = run(source, ['export', '--format', 'json']).stdout
    const [heading, ...rows] = csv.trimEnd().split('\n')
    const file = newStore()
    expect(run(file, ['import', '-', '--json'], { input: csv }).stdout).toContain('"counted":46000006,')
    for (const input of [json, `${csv}\n`, json.replaceAll('\n', '\r\n'), [heading, ...rows.toReversed()].join('\n')]) {
      expect(run(file, ['import', '-', '--json'], { input })).toMatchObject({ status: 0, stdout: expect.stringContaining('"lines":5,"counted":0,') })
    }
    expect(rowsOf(file)).toEqual(rowsOf(source))
  })

  it('import knows a file that an earlier version has remembered by its bytes', () => {
    const json = run(filledStore(), ['export', '--format', 'json']).stdout
    for (const [remembered, given] of [[csv, csv], [json, json], [csv, `${csv}\n\n`], [json, csv], [`${csv}\n`, `${csv}\n`]] as const) {
      const file = newStore()
      const store = openStore(file)
      const sha256 = createHash('sha256').update(remembered).digest('hex')
      store.importLog({ sha256, name: 'counts', source: '', lines: 5, counted: 0 }, [])
      store.close()
      expect(run(file, ['import', '-', '--json'], { input: given }).stdout).toContain('"counted":0,')
      expect(rowsOf(file)).toEqual([])
    }
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
