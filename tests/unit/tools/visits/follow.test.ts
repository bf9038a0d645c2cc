// @module-tag more
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { tempFolder } from '../../server/counter/temp-folder.ts'
import { fixture, rowsOf, run, settings, tool } from './run.ts'

const counts = [
  { day: '2026-10-05', country: 'RU', locale: 'ru', n: 2 },
  { day: '2026-10-05', country: 'US', locale: 'en', n: 1 },
  { day: '2026-10-05', country: 'ZZ', locale: 'uk', n: 1 },
  { day: '2026-10-06', country: 'RU', locale: 'ru', n: 1 },
]
const log = readFileSync(fixture('nginx-json.log'), 'utf8')
const lines = log.trimEnd().split('\n')

const lockScript = join(import.meta.dirname, '../../server/counter/children/lock.ts')

/** `visits follow …` in the background, from the moment on when it receives. */
async function start(file: string, args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [tool, 'follow', ...args], { env: settings(file, env), stdio: ['pipe', 'ignore', 'pipe'], detached: true })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => errors += chunk.toString())
  await expect.poll(() => errors, { timeout: 10_000 }).toContain(', counting into ')
  return { child, errors: () => errors, stop: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<number | null> {
  const closed = once(child, 'close')
  child.kill('SIGTERM')
  await closed
  return child.exitCode
}

function newStore(): string {
  return join(tempFolder(), 'visits.sqlite')
}

describe('visits follow', () => {
  it('is asked to stop again and again while the store is locked, and counts all', async () => {
    const file = newStore()
    const path = join(tempFolder(), 'visits.pipe')
    const { child, errors } = await start(file, ['--pipe', path])
    const lock = spawn(process.execPath, [lockScript, file, '2000'], { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(lock.stdout, 'data')
    writeFileSync(path, log)
    const closed = once(child, 'close')
    const { pid } = child
    if (pid === undefined) throw new Error('it has no process')
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGTERM'] as const) {
      // As systemd and a terminal do: every process of the group.
      process.kill(-pid, signal)
      await sleep(150)
    }
    await closed
    expect({ code: child.exitCode, errors: errors() }).toEqual({ code: 0, errors: expect.stringContaining('12 lines, 5 visits') })
    expect(rowsOf(file)).toEqual(counts)
  })

  it('keeps apart what one address opens beyond the limit of an hour, by the clock of the lines', () => {
    const file = newStore()
    // The first line of the log stands for ten.
    const line = (hour: number, address: string) => lines[0]?.replace('1791187201', String(1_791_187_201 + (hour - 10) * 3600)).replace('77.88.8.8', address)
    const input = [line(10, '77.88.8.8'), line(10, '77.88.8.8'), line(10, '77.88.8.8'), line(10, '8.8.8.8'), line(12, '77.88.8.8')].join('\n')
    expect(run(file, ['follow', '-'], { input, env: { FLOOD_LIMIT: '2' } }).stderr).toContain('5 lines, 4 visits, 0 malformed, 1 doubtful')
    expect(rowsOf(file)).toEqual([{ day: '2026-10-05', country: 'RU', locale: 'ru', n: 3 }, { day: '2026-10-05', country: 'US', locale: 'ru', n: 1 }])
  })

  it('takes no time that has no day of ten characters', () => {
    const file = newStore()
    const input = `${lines.join('\n')}\n${lines[0]?.replace('1791187201', '253402300800')}`
    expect(run(file, ['follow', '-'], { input }).stderr).toContain('1 malformed')
    expect(rowsOf(file)).toEqual(counts)
  })

  it.each(['combined', 'vhost-combined', 'caddy-json', 'cloudflare', 'cloudfront'])('counts standard input to its end, in the format %s', (format) => {
    const file = newStore()
    const { status, stderr } = run(file, ['follow', '-'], { input: readFileSync(fixture(`${format}.log`)) })
    expect(status).toBe(0)
    expect(stderr).toMatch(/\d+ lines, 5 visits, 0 malformed/)
    expect(rowsOf(file)).toEqual(counts)
  })

  it('says of a log without a host that clicks inside the site count, unless the names of the site are known', () => {
    const input = readFileSync(fixture('combined.log'))
    const warning = 'the log does not say which host was asked, so clicks inside the site are counted as visits; name it by --own-hosts or OWN_HOSTS'
    const follow = (args: string[], env: Record<string, string>) => run(newStore(), ['follow', '-', ...args], { input, env }).stderr.split(warning).length - 1
    expect(follow([], { OWN_HOSTS: '' })).toBe(1)
    expect(follow(['--format', 'combined'], { OWN_HOSTS: '' })).toBe(1)
    expect(follow(['--own-hosts', 'guide.example'], { OWN_HOSTS: '' })).toBe(0)
  })

  it('keeps apart what only says that it is a modern browser', () => {
    const file = newStore()
    const programs = lines.slice(0, 3).map(line => line.replace(/"http_sec_fetch_\w+":"[^"]*"/g, part => part.replace(/:".*/, ':""')))
    const { status, stderr } = run(file, ['follow', '-'], { input: `${[...programs, ...lines.slice(3)].join('\n')}\n` })
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringContaining('12 lines, 3 visits, 0 malformed, 2 doubtful') })
    expect(JSON.parse(run(file, ['report', '--json', '--doubtful']).stdout)).toMatchObject({ total: 3, doubtful: { total: 2, countries: { RU: 2 } } })
    const other = newStore()
    expect(run(other, ['import', '-'], { input: `${programs.join('\n')}\n` }).stderr).toContain('nginx-json, 3 lines, 0 visits, 2 doubtful')
    expect(JSON.parse(run(other, ['report', '--json', '--doubtful']).stdout)).toMatchObject({ total: 0, doubtful: { total: 2 } })
  })

  it('makes the pipe that it reads, and says when something else is in its place', async () => {
    const file = newStore()
    const path = join(tempFolder(), 'visits.pipe')
    const { errors, stop } = await start(file, ['--pipe', path])
    expect(errors()).toContain(`following ${path}, counting into`)
    expect((statSync(path).mode & 0o777).toString(8)).toBe('660')
    const lines = readFileSync(fixture('nginx-visits.log'), 'utf8').trimEnd().split('\n')
    appendFileSync(path, `${lines.slice(0, 6).join('\n')}\n`)
    await expect.poll(() => rowsOf(file).length, { timeout: 10_000 }).toBe(3)
    // What is under way at SIGTERM is counted, too.
    appendFileSync(path, `${lines.slice(6).join('\n')}\nrubbish of 8.8.8.8\n`)
    expect(await stop()).toBe(0)
    expect(rowsOf(file)).toEqual(counts)
    expect(errors()).toContain('a malformed line: rubbish of …')
    expect(errors()).toContain(`visits: ${lines.length + 1} lines, 5 visits, 1 malformed\n`)
    const log = join(tempFolder(), 'access.log')
    writeFileSync(log, '')
    expect(run(newStore(), ['follow', '--pipe', log])).toMatchObject({ status: 1, stderr: expect.stringContaining(`${log} is no pipe; if the web server`) })
    expect(run(newStore(), ['follow', '--pipe', '/nowhere/pipe'])).toMatchObject({ status: 1, stderr: expect.stringContaining('No such file') })
  })

  it('says that visits could not be written', () => {
    const file = tempFolder()
    expect(run(file, ['follow', '-'], { input: log })).toMatchObject({ status: 1, stderr: expect.stringContaining('5 visits could not be written') })
  })

  it.each([
    ['nothing to follow', []],
    ['two things to follow', ['--pipe', '/run/visits.pipe', '-']],
    ['a file', ['access.log']],
    ['a way that there is not', ['--file', 'access.log']],
    ['a format that is none', ['-', '--format', 'x']],
  ])('refuses %s', (_, args) => {
    const { status, stderr } = run(newStore(), ['follow', ...args], { input: '' })
    expect({ status, lines: stderr.trim().split('\n').length }).toEqual({ status: 2, lines: 1 })
  })
})
