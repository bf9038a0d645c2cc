// @module-tag more
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../../../server/counter/store.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'

const tool = fileURLToPath(new URL('../../../../tools/visits.ts', import.meta.url))

function run(file: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args], { encoding: 'utf8', env: { ...process.env, VISITS_FILE: file } })
  return { status, stdout, stderr }
}

function filledStore(): string {
  const file = join(tempFolder(), 'visits.sqlite')
  const store = openStore(file)
  store.add([
    { day: '2026-11-20', country: 'RU', locale: 'ru', n: 2 },
    { day: '2026-11-21', country: 'UA', locale: 'uk', n: 2 },
    { day: '2026-11-22', country: 'RU', locale: 'uk', n: 1 },
  ])
  store.close()
  return file
}

describe('visits report', () => {
  it('prints JSON', () => {
    expect(run(filledStore(), 'report', '--json'))
      .toEqual({ status: 0, stdout: '{"from":"2026-11-20","to":"2026-11-22","total":5,"countries":{"RU":3,"UA":2}}\n', stderr: '' })
  })

  it('prints the days asked for', () => {
    expect(run(filledStore(), 'report', '--json', '--from', '2026-11-21', '--to=2026-11-21').stdout)
      .toBe('{"from":"2026-11-21","to":"2026-11-21","total":2,"countries":{"UA":2}}\n')
  })

  it('prints a table', () => {
    expect(run(filledStore(), 'report').stdout).toBe([
      'Visits from 2026-11-20 to 2026-11-22, UTC. Exact counts: not for publication.',
      '',
      'RU     Russia   3',
      'UA     Ukraine  2',
      'total           5',
      '',
    ].join('\n'))
  })

  it('counts what an older version took for a country as unknown', () => {
    const file = filledStore()
    const store = openStore(file)
    store.add([{ day: '2026-11-20', country: 'A1', locale: 'ru', n: 50 }])
    store.close()
    expect(run(file, 'report', '--json').stdout).toContain('"countries":{"ZZ":50,"RU":3,"UA":2}')
    expect(run(file, 'report')).toMatchObject({ status: 0, stdout: expect.stringContaining('ZZ     unknown  50\n') })
  })

  it('tells the doubtful apart, in JSON on request', () => {
    const file = filledStore()
    const store = openStore(file)
    store.addDoubtful([
      { day: '2026-11-20', country: 'US', n: 30 },
      { day: '2026-11-21', country: 'NL', n: 4 },
      { day: '2026-11-22', country: 'US', n: 10 },
    ])
    store.close()
    expect(run(file, 'report', '--json').stdout).toBe('{"from":"2026-11-20","to":"2026-11-22","total":5,"countries":{"RU":3,"UA":2}}\n')
    expect(run(file, 'report', '--json', '--doubtful', '--from', '2026-11-21').stdout)
      .toBe('{"from":"2026-11-21","to":"2026-11-22","total":3,"countries":{"UA":2,"RU":1},"doubtful":{"total":14,"countries":{"US":10,"NL":4}}}\n')
    expect(run(file, 'report').stdout).toMatch(/\ntotal +5\n\nDoubtful and not counted, on this machine: 44\n$/)
  })

  it('reads while the site counts', () => {
    const file = join(tempFolder(), 'visits.sqlite')
    const store = openStore(file)
    store.add([{ day: '2026-11-20', country: 'RU', locale: 'ru', n: 1 }])
    expect(run(file, 'report', '--json').stdout).toContain('"total":1')
    store.close()
  })

  it('says that counting has not begun, and creates nothing', () => {
    const folder = tempFolder()
    const file = join(folder, 'data', 'visits.sqlite')
    expect(run(file, 'report')).toEqual({ status: 0, stdout: '', stderr: `Counting has not begun: there is no ${file} yet.\n` })
    expect(run(file, 'report', '--json')).toMatchObject({ status: 0, stdout: '{"from":null,"to":null,"total":0,"countries":{}}\n' })
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  it('prints an empty store', () => {
    const file = join(tempFolder(), 'visits.sqlite')
    openStore(file).close()
    expect(run(file, 'report', '--json')).toEqual({ status: 0, stdout: '{"from":null,"to":null,"total":0,"countries":{}}\n', stderr: '' })
    expect(run(file, 'report')).toEqual({ status: 0, stdout: 'No visits.\n', stderr: '' })
    expect(run(file, 'report', '--json', '--doubtful').stdout)
      .toBe('{"from":null,"to":null,"total":0,"countries":{},"doubtful":{"total":0,"countries":{}}}\n')
  })

  it.each([
    ['no command', [], 'no command'],
    ['another command', ['reprot'], 'unknown command "reprot"'],
    ['another option', ['report', '--xml'], '--xml'],
    ['an argument', ['report', 'json'], 'json'],
    ['a date of another form', ['report', '--from', '20.11.2026'], '--from is "20.11.2026"'],
    ['a date that does not exist', ['report', '--to', '2026-02-30'], '--to is "2026-02-30"'],
    ['a date without value', ['report', '--from'], '--from'],
    ['dates in the wrong order', ['report', '--from', '2026-11-21', '--to', '2026-11-20'], 'is after'],
  ])('refuses %s in one line', (_, args, message) => {
    const { status, stdout, stderr } = run(join(tempFolder(), 'visits.sqlite'), ...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  })

  it('names the file that is no database', () => {
    const file = join(tempFolder(), 'visits.sqlite')
    writeFileSync(file, 'no database '.repeat(100))
    expect(run(file, 'report')).toEqual({ status: 1, stdout: '', stderr: `visits: ${file} cannot be read: file is not a database\n` })
  })
})

it('prints what commands there are', () => {
  for (const name of ['help', '--help', '-h']) {
    const { status, stdout } = run('unused', name)
    expect(status).toBe(0)
    for (const command of ['report', 'import', 'follow', 'export']) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'))
  }
})
