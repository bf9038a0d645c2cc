// @module-tag more
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openStore } from '../../../../server/counter/store.ts'
import { isCountryCode } from '../../../../shared/country.ts'
import { logFormats } from '../../../../tools/visits/formats/formats.ts'
import { writeLog } from '../../../bench/generate-log.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'
import { fixture, rowsOf, run, settings, tool } from './run.ts'

const counts = [
  { day: '2026-10-05', country: 'RU', locale: 'ru', n: 2 },
  { day: '2026-10-05', country: 'US', locale: 'en', n: 1 },
  { day: '2026-10-05', country: 'ZZ', locale: 'uk', n: 1 },
  { day: '2026-10-06', country: 'RU', locale: 'ru', n: 1 },
]
/** The common format tells neither the robot nor the click from a visit. */
const commonCounts = counts.map(row => row.country === 'RU' && row.n === 2 ? { ...row, n: 3 } : row)
  .toSpliced(2, 0, { day: '2026-10-05', country: 'ZZ', locale: 'ru', n: 1 })

const result = '"counted":5,"countries":{"RU":3,"US":1,"ZZ":1},"malformed":0}\n'

function newStore(): string {
  return join(tempFolder(), 'visits.sqlite')
}

function writeTemp(name: string, content: string | Buffer): string {
  const file = join(tempFolder(), name)
  writeFileSync(file, content)
  return file
}

describe.each(logFormats.map(({ name }) => name))('%s', (name) => {
  it('is counted exactly, recognised or named', () => {
    const wanted = name === 'common' ? commonCounts : counts
    for (const args of [[], ['--format', name]]) {
      const file = newStore()
      expect(run(file, ['import', fixture(`${name}.log`), '--json', ...args])).toMatchObject({ status: 0 })
      expect(rowsOf(file)).toEqual(wanted)
    }
  })
})

describe('counts', () => {
  it('of many years are taken back in one piece', { timeout: 120_000 }, () => {
    const days = Array.from({ length: 600 }, (_, number) => new Date(Date.UTC(2020, 0, 1 + number)).toISOString().slice(0, 10))
    const countriesOfAll = Array.from({ length: 26 * 26 }, (_, number) => String.fromCharCode(65 + Math.floor(number / 26), 65 + number % 26)).filter(isCountryCode).slice(0, 250)
    const csv = ['day,country,locale,n', ...days.flatMap(day => countriesOfAll.map(country => `${day},${country},ru,1`))].join('\n')
    const file = newStore()
    expect(run(file, ['import', writeTemp('counts.csv', csv)])).toMatchObject({ status: 0 })
    expect(rowsOf(file).length).toBe(150_000)
  })
})

describe('a file', () => {
  const log = readFileSync(fixture('combined.log'))

  it('prints what it held, as JSON on one line or as a table', () => {
    expect(run(newStore(), ['import', fixture('combined.log'), '--json']))
      .toEqual({ status: 0, stdout: `{"lines":10,${result}`, stderr: expect.stringContaining('combined.log: combined, 10 lines, 5 visits') })
    expect(run(newStore(), ['import', fixture('combined.log')]).stdout).toMatch(/^Visits from 2026-10-05 to 2026-10-06, UTC\..*\n\nRU {5}Russia {9}3\n/)
  })

  it.each([
    ['gzip', gzipSync(log)],
    ['gzip in two members', Buffer.concat([gzipSync(log.subarray(0, 500)), gzipSync(log.subarray(500))])],
    ['zstd', zstdCompressSync(log)],
    ['without an end of its last line', log.subarray(0, -1)],
  ])('may be %s, under any name or from standard input', (_, content) => {
    expect(run(newStore(), ['import', writeTemp('log', content), '--json']).stdout).toBe(`{"lines":10,${result}`)
    expect(run(newStore(), ['import', '-', '--json'], { input: content }).stdout).toBe(`{"lines":10,${result}`)
  })

  it('is counted once, also under another name, packed, or with others', () => {
    const file = newStore()
    const again = [fixture('combined.log'), writeTemp('other.log', log), writeTemp('log.gz', gzipSync(log)), writeTemp('log.zst', zstdCompressSync(log))]
    expect(run(file, ['import', fixture('combined.log'), ...again, '--json']).stdout).toBe(`{"lines":50,${result}`)
    const { status, stdout, stderr } = run(file, ['import', ...again, '--json'])
    expect({ status, stdout }).toEqual({ status: 0, stdout: '{"lines":40,"counted":0,"countries":{},"malformed":0}\n' })
    expect(stderr).toContain('other.log was counted before')
    expect(rowsOf(file)).toEqual(counts)
  })

  it('is counted again by force', () => {
    const file = newStore()
    run(file, ['import', fixture('combined.log')])
    expect(run(file, ['import', '--force', fixture('combined.log'), '--json']).stdout).toBe(`{"lines":10,${result}`)
    expect(rowsOf(file)).toEqual(counts.map(row => ({ ...row, n: 2 * row.n })))
  })

  it('is refused when its days were counted live, unless they are another machine’s', () => {
    const file = newStore()
    const store = openStore(file)
    store.add([{ day: '2026-10-06', country: 'RU', locale: 'ru', n: 1 }])
    store.close()
    const { status, stdout, stderr } = run(file, ['import', fixture('combined.log'), '--json'])
    expect({ status, stdout }).toEqual({ status: 1, stdout: '{"lines":10,"counted":0,"countries":{},"malformed":0}\n' })
    expect(stderr).toContain('has visits of 2026-10-06, which was counted live already; --source NAME')
    expect(rowsOf(file)).toHaveLength(1)
    expect(run(file, ['import', fixture('combined.log'), '--source', 'mirror-1', '--json']).stdout).toBe(`{"lines":10,${result}`)
    expect(rowsOf(file)).toEqual(counts.map((row, index) => index === 3 ? { ...row, n: 2 } : row))
  })

  it('that fails does not keep others from being counted', () => {
    const file = newStore()
    const { status, stdout, stderr } = run(file, ['import', join(tempFolder(), 'absent.log'), tempFolder(), fixture('combined.log'), '--json'])
    expect({ status, stdout }).toEqual({ status: 1, stdout: `{"lines":10,${result}` })
    expect(stderr).toMatch(/absent\.log ENOENT.*; nothing of it was counted\n/)
    expect(stderr).toContain('is a folder; nothing of it was counted')
    expect(stderr).toContain('2 of 3 files were not counted')
  })

  it('may be empty', () => {
    for (const content of ['', '\n\n']) {
      expect(run(newStore(), ['import', writeTemp('empty.log', content), '--json'])).toMatchObject({ status: 0, stdout: '{"lines":0,"counted":0,"countries":{},"malformed":0}\n' })
    }
  })
})

describe('malformed input', () => {
  const log = readFileSync(fixture('combined.log'), 'latin1')

  it('is counted, and the first five lines are shown, without addresses', () => {
    const rubbish = Array.from({ length: 7 }, (_, number) => `8.8.8.8 rubbish ${number}\n`).join('')
    const { status, stdout, stderr } = run(newStore(), ['import', writeTemp('bad.log', log + rubbish), '--json'])
    expect({ status, stdout }).toEqual({ status: 0, stdout: `{"lines":17,${result.replace('"malformed":0', '"malformed":7')}` })
    expect(stderr).toContain('line 11 is malformed: … rubbish 0')
    expect(stderr).toContain('line 15 is malformed')
    expect(stderr).not.toContain('line 16')
    expect(stderr).not.toContain('8.8.8.8')
    expect(stderr).toContain('7 malformed lines; the first 5 are shown')
  })

  it('may be one line of 10 MB', () => {
    const { status, stdout, stderr } = run(newStore(), ['import', writeTemp('long.log', `${log}${'x'.repeat(10_000_000)}\n${log}`), '--json'])
    expect(status).toBe(0)
    expect(stdout).toContain('{"lines":21,"counted":10')
    expect(stderr).toContain('line 11 is malformed: too long for a log')
    expect(run(newStore(), ['import', writeTemp('long.log', 'x'.repeat(10_000_000)), '--json'])).toMatchObject({ status: 1, stderr: expect.stringContaining('too long for a log') })
  })

  it('may be binary rubbish, alone or between good lines', () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * index * 31 + index * 7) % 256))
    expect(run(newStore(), ['import', writeTemp('rubbish', bytes), '--json'])).toMatchObject({ status: 1, stderr: expect.stringContaining('no format that is known') })
    expect(run(newStore(), ['import', '--format', 'combined', writeTemp('rubbish', bytes), '--json'])).toMatchObject({ status: 1, stderr: expect.stringContaining('holds no line in the format combined') })
    const { status, stdout } = run(newStore(), ['import', writeTemp('mixed.log', Buffer.concat([Buffer.from(log), bytes, Buffer.from(`\n${log}`)])), '--json'])
    expect(status).toBe(0)
    expect(stdout).toContain('"counted":10,')
  })

  it.each([
    ['gzip', gzipSync(log)],
    ['zstd', zstdCompressSync(log)],
  ])('%s that is cut off or damaged is refused whole', (kind, packed) => {
    const file = newStore()
    const damaged = Buffer.from(packed)
    damaged.fill(0xaa, 20, 60)
    for (const content of [packed.subarray(0, -20), packed.subarray(0, 10), damaged]) {
      const { status, stdout, stderr } = run(file, ['import', writeTemp('log', content), '--json'])
      expect({ status, stdout }).toEqual({ status: 1, stdout: '{"lines":0,"counted":0,"countries":{},"malformed":0}\n' })
      expect(stderr).toContain(`is damaged or cut off (${kind}: `)
    }
    expect(rowsOf(file)).toEqual([])
  })

  it('may be packed in a way that is not known here', () => {
    expect(run(newStore(), ['import', writeTemp('log.bz2', 'BZh91AY&SY'), '--json']).stderr).toContain('is packed with bzip2: unpack it')
  })

  it('has times that no calendar knows', () => {
    const entry = (ts: number) => JSON.stringify({ ts, status: 200, request: { remote_ip: '8.8.8.8', method: 'GET', uri: '/ru', headers: {} } })
    const { status, stdout } = run(newStore(), ['import', writeTemp('times', `${entry(1e300)}\n${entry(-5)}\n${entry(1e9)}\n`), '--json'])
    expect({ status, stdout }).toEqual({ status: 0, stdout: '{"lines":3,"counted":0,"countries":{},"malformed":2}\n' })
  })

  it('has times at which nobody can have come', () => {
    const entry = (date: string) => log.split('\n', 1)[0]?.replace('05/Oct/2026', date)
    const input = ['05/Oct/2026', '31/Feb/2026', '02/Jan/1970', '31/Dec/1999', '01/Jan/9999'].map(entry).join('\n')
    expect(run(newStore(), ['import', '-', '--json'], { input }).stdout).toBe('{"lines":5,"counted":1,"countries":{"RU":1},"malformed":4}\n')
  })
})

it('reads a log that grows to the size it had at the start', async () => {
  const log = join(tempFolder(), 'access.log')
  writeLog(50_000, log)
  const more = readFileSync(log, 'latin1').slice(0, 100_000)
  const file = newStore()
  const child = spawn(process.execPath, [tool, 'import', log, '--json'], { env: settings(file), stdio: ['ignore', 'pipe', 'ignore'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => output += chunk.toString())
  let isRunning = true
  const ended = once(child, 'close').then(() => isRunning = false)
  // Begins to grow only when it is surely open: then the number of lines would be another one.
  await sleep(300)
  while (isRunning) {
    appendFileSync(log, `${more}\n`)
    await sleep(1)
  }
  await ended
  const [, read = 0] = /"lines":(\d+)/.exec(output) ?? []
  expect(Number(read)).toBeGreaterThanOrEqual(50_000)
  expect(Number(read)).toBeLessThan(readFileSync(log, 'latin1').split('\n').length)
})

it('leaves all or nothing of a file at kill -9', { timeout: 120_000 }, async () => {
  const log = join(tempFolder(), 'access.log')
  writeLog(100_000, log)
  const whole = newStore()
  run(whole, ['import', log])
  const wanted = rowsOf(whole)
  const outcomes = new Set<string>()
  for (let attempt = 0; attempt < 12; attempt++) {
    const file = newStore()
    const child = spawn(process.execPath, [tool, 'import', log], { env: settings(file), stdio: 'ignore' })
    const ended = once(child, 'close')
    await sleep(200 + 60 * attempt)
    child.kill('SIGKILL')
    await ended
    const rows = existsSync(file) ? rowsOf(file) : []
    expect(rows.length === 0 ? wanted : rows).toEqual(wanted)
    outcomes.add(rows.length === 0 ? 'nothing' : 'all')
    // It can be done again, and then it is whole.
    run(file, ['import', log])
    expect(rowsOf(file)).toEqual(wanted)
  }
  expect(outcomes).toContain('nothing')
})

describe('who is ours', () => {
  it('is said by --own-hosts, OWN_HOSTS or the line; else there is a warning', () => {
    const countedWith = (args: string[], env: Record<string, string>) => run(newStore(), ['import', fixture('combined.log'), '--json', ...args], { env })
    expect(countedWith(['--own-hosts', 'a.example, Guide.example'], { OWN_HOSTS: '' }).stdout).toContain('"counted":5')
    expect(countedWith([], { OWN_HOSTS: '', SITE_ORIGIN: 'https://guide.example' }).stdout).toContain('"counted":5')
    const { stdout, stderr } = countedWith([], { OWN_HOSTS: '' })
    expect(stdout).toContain('"counted":6')
    expect(stderr).toContain('does not say which host was asked')
    expect(run(newStore(), ['import', fixture('vhost-combined.log'), '--json'], { env: { OWN_HOSTS: '' } }).stdout).toContain('"counted":5')
  })
})

describe('what a log does not tell', () => {
  const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
  const nginx = { remote_addr: '77.88.8.8', time_local: '05/Oct/2026:08:00:01 +0000', request: 'GET /ru/steps HTTP/1.1', status: '200', host: 'guide.example' }
  const caddy = (headers: Record<string, string[]> | undefined) => ({ ts: 1_791_187_201, status: 200, request: { remote_ip: '77.88.8.8', method: 'GET', uri: '/ru', host: 'guide.example', headers, tls: {} } })
  const importLines = (entries: readonly object[], env: Record<string, string> = {}) => run(newStore(), ['import', '-', '--json'], { input: entries.map(entry => JSON.stringify(entry)).join('\n'), env })

  it('is named: a Referer under another key', () => {
    const { stdout, stderr } = importLines([{ ...nginx, http_referrer: 'https://guide.example/ru', http_user_agent: chrome }])
    expect({ stdout, stderr }).toEqual({ stdout: expect.stringContaining('"counted":1'), stderr: expect.stringContaining('names no Referer: clicks inside the site are counted') })
  })

  it('is named: user agents, without which all are counted', () => {
    expect(importLines([{ ...nginx, http_referer: '' }])).toMatchObject({ stdout: expect.stringContaining('"counted":1'), stderr: expect.stringContaining('names no user agent: robots are counted as visits') })
    expect(importLines([caddy(undefined)])).toMatchObject({ stdout: expect.stringContaining('"counted":1'), stderr: expect.stringContaining('names neither user agent nor Referer') })
    expect(importLines([caddy({})])).toMatchObject({ stdout: expect.stringContaining('"counted":0'), stderr: expect.stringContaining('names no user agent: every line is taken for a robot’s') })
  })

  it('is decided by the older rule: Caddy without Sec-Fetch-*', () => {
    const filtered = [caddy({ 'User-Agent': [chrome] }), caddy({ 'User-Agent': [chrome], 'Referer': ['https://guide.example/ru'] }), caddy({}), caddy(undefined)]
    expect(importLines(filtered).stdout).toContain('"counted":1,"countries":{"RU":1}')
    // One line that has them shows that they were not taken away.
    const told = caddy({ 'User-Agent': [chrome], 'Sec-Fetch-Site': ['none'], 'Sec-Fetch-Mode': ['navigate'], 'Sec-Fetch-Dest': ['document'], 'Sec-Fetch-User': ['?1'] })
    expect(importLines([...filtered, told])).toMatchObject({ stdout: expect.stringContaining('"counted":1,'), stderr: expect.stringContaining('1 visits, 1 doubtful') })
  })

  it('is an address: such visits are named in the result', () => {
    const line = `dynamic-1.example - - [05/Oct/2026:08:00:01 +0000] "GET /ru HTTP/1.1" 200 1 "-" "${chrome}"\n`
    const { stdout, stderr } = run(newStore(), ['import', '-', '--json'], { input: line.repeat(2) })
    expect(stdout).toBe('{"lines":2,"counted":2,"countries":{"ZZ":2},"malformed":0,"withoutAddress":2}\n')
    expect(stderr).toContain('combined, 2 lines, 2 visits, 2 of them without an address (ZZ)')
  })

  it('is a zone: the time is UTC, whatever the zone of this machine', () => {
    const entry = (ts: string) => ({ ...caddy({ 'User-Agent': [chrome] }), ts })
    for (const TZ of ['UTC', 'Pacific/Auckland', 'America/New_York']) {
      const file = newStore()
      run(file, ['import', '-'], { input: [entry('2026-10-05T00:30:00'), entry('2026-10-05 23:30:00')].map(line => JSON.stringify(line)).join('\n'), env: { TZ } })
      expect(rowsOf(file)).toEqual([{ day: '2026-10-05', country: 'RU', locale: 'ru', n: 2 }])
    }
  })
})

describe('what stands around the lines', () => {
  const log = readFileSync(fixture('combined.log'), 'utf8')

  it.each([
    ['a byte order mark', `\uFEFF${log}`],
    ['the NULs of a file that was emptied', '\0'.repeat(300_000) + log],
    ['the name of a container before each line', log.replaceAll(/^(?=.)/gm, 'web-1  | ')],
    ['what syslog writes before each line', log.replaceAll(/^(?=.)/gm, 'Oct  5 08:00:01 host nginx[7]: ')],
  ])('is passed over: %s', (_, input) => {
    const file = newStore()
    expect(run(file, ['import', '-', '--json'], { input }).stdout).toBe(`{"lines":10,${result}`)
    expect(rowsOf(file)).toEqual(counts)
    expect(run(newStore(), ['import', '-', '--json', '--format', 'combined'], { input }).stdout).toBe(`{"lines":10,${result}`)
  })

  it('is passed over: other messages of Caddy', () => {
    const message = '{"level":"info","ts":1791187201.1,"msg":"serving initial configuration"}\n'
    const input = message.repeat(3) + readFileSync(fixture('caddy-json.log'), 'utf8') + message
    expect(run(newStore(), ['import', '-', '--json'], { input }).stdout).toMatch(/"counted":5,.*"malformed":0}/)
  })

  it('decides nothing about the format: a line that was cut off, and a wave of robots', () => {
    const line = (agent: string, referer = '-') => `77.88.8.8 - - [05/Oct/2026:08:00:01 +0000] "GET /ru HTTP/1.1" 200 1 "${referer}" "${agent}"`
    const robots = Array.from({ length: 99 }, () => line('Googlebot/2.1'))
    const input = [...robots, line('Mozilla/5.0 (X11').slice(0, -1), ...robots].join('\n')
    expect(run(newStore(), ['import', '-', '--json'], { input }).stdout).toBe('{"lines":199,"counted":0,"countries":{},"malformed":1}\n')
  })
})

describe('the country', () => {
  it('is that of the visitor behind a trusted proxy', () => {
    const line = '10.0.0.1 - - [05/Oct/2026:08:00:01 +0000] "GET /ru HTTP/1.1" 200 1 "-" "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0" "77.88.8.8"\n'
    expect(run(newStore(), ['import', '-', '--json'], { input: line, env: { TRUSTED_PROXIES: '10.0.0.0/8' } }).stdout).toContain('{"RU":1}')
    expect(run(newStore(), ['import', '-', '--json'], { input: line }).stdout).toContain('{"ZZ":1}')
  })

  it('is what Cloudflare says where its log has no address, and Tor’s on an onion service', () => {
    const lines = readFileSync(fixture('cloudflare.log'), 'utf8').replaceAll(/"ClientIP":"[^"]*",/g, '')
    expect(run(newStore(), ['import', '-', '--json'], { input: lines }).stdout).toContain('"countries":{"DE":5}')
    const onion = readFileSync(fixture('nginx-json.log'), 'utf8').replaceAll('"guide.example"', '"abc.onion"')
    expect(run(newStore(), ['import', '-', '--json'], { input: onion }).stdout).toContain('"countries":{"T1":5}')
    const env = { ONION_ORIGIN: 'http://pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion', ONION_PORT: '3001' }
    expect(run(newStore(), ['import', '-', '--json'], { input: onion, env }).stdout).toContain('"countries":{"RU":3,"US":1,"ZZ":1}')
    expect(run(newStore(), ['import', '-', '--json', '--own-hosts', 'abc.onion'], { input: onion, env }).stdout).toContain('"countries":{"T1":5}')
  })

  it('comes from another database when one is named', () => {
    expect(run(newStore(), ['import', fixture('combined.log'), '--geoip', fixture('combined.log')])).toMatchObject({ status: 1, stderr: expect.stringContaining('is not a readable country database') })
  })
})

describe('the command line', () => {
  it.each([
    ['no file', [], 'no file to import'],
    ['a format that is none', ['-', '--format', 'apache'], '--format is "apache", but must be one of combined, vhost-combined'],
    ['a source that is no name', ['-', '--source', 'a b'], '--source is "a b"'],
    ['an empty source', ['-', '--source', ''], '--source is ""'],
    ['own hosts that are none', ['-', '--own-hosts', 'https://x'], '--own-hosts has "https://x"'],
    ['an unknown option', ['-', '--fast'], '--fast'],
  ])('refuses %s', (_, args, message) => {
    const { status, stdout, stderr } = run(newStore(), ['import', ...args], { input: '' })
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(message)
  })

  it('names a store that cannot be used', () => {
    const file = join(tempFolder(), 'visits.sqlite')
    copyFileSync(fixture('combined.log'), file)
    expect(run(file, ['import', fixture('combined.log')])).toMatchObject({ status: 1, stderr: expect.stringContaining('visits.sqlite cannot be used: ') })
  })
})
