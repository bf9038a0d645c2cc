// @module-tag more
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { report } from '../../../../server/counter/figures.ts'
import { differences, readAnswerKinds } from '../../../e2e/header-tables.ts'
import { ask as askNginx, deploy, hasNginx, runNginx, type Answer } from '../../deploy/nginx/run-nginx.ts'
import { tempFolder } from '../../server/counter/temp-folder.ts'
import { rowsOf, settings, tool } from './run.ts'

const page = '<!DOCTYPE html><title>A page</title>'
const chromium = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const typed = { 'user-agent': chromium, 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document', 'sec-fetch-user': '?1' }

/** Asks as a browser does in which an address was typed. */
function ask(port: number, path: string, headers: Record<string, string> = typed, method = 'GET'): Promise<Answer> {
  return askNginx(port, path, headers, method)
}

/** nginx with the files of deploy/, in which only places and ports are others. @param log - where the pages are logged, and how */
async function startNginx(log = 'off'): Promise<{ port: number, folder: string, stop: () => Promise<void> }> {
  const folder = tempFolder()
  for (const path of ['ru/index.html', 'ru/steps/index.html', 'uk/index.html', 'en/faq/index.html', 'ru/x/index.html', 'ru/404.html', '404.html']) {
    const file = join(folder, 'html', path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, page)
    writeFileSync(`${file}.gz`, gzipSync(page))
  }
  const site = (port: number) => readFileSync(join(deploy, 'site.conf'), 'utf8')
    .replace('listen 80 ', `listen 127.0.0.1:${port} `)
    .replace(/^ *listen \[::\]:80 .*\n/m, '')
    .replaceAll('/srv/guide-copy', join(folder, 'html'))
    .replace('access_log /run/guide/visits.pipe visits buffer=4k flush=1s;', `access_log ${log};`)
    .replace('include snippets/', `include ${deploy}/`)
  return { ...await runNginx(folder, port => `include ${deploy}/visits-log.conf;\n${site(port)}`), folder }
}

async function startFollowing(file: string, pipe: string) {
  const child = spawn(process.execPath, [tool, 'follow', '--pipe', pipe], { env: settings(file, { FLOOD_LIMIT: '0' }), stdio: ['ignore', 'ignore', 'pipe'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => errors += chunk.toString())
  await expect.poll(() => errors, { timeout: 10_000 }).toContain(', counting into ')
  async function end(signal: 'SIGTERM' | 'SIGKILL') {
    const closed = once(child, 'close')
    child.kill(signal)
    await closed
    return errors
  }
  return { stop: () => end('SIGTERM'), kill: () => end('SIGKILL'), signal: (name: 'SIGSTOP' | 'SIGCONT') => child.kill(name) }
}

async function visit(port: number, times: number) {
  const path = (number: number) => number % 3 === 0 ? '/uk/' : '/ru/steps/?from=tg'
  const answers = await Promise.all(Array.from({ length: times }, (_, number) => ask(port, path(number))))
  expect(answers.every(({ status, body }) => status === 200 && body === page)).toBe(true)
}

function expectNoAddress(folder: string) {
  for (const name of filesBelow(folder)) {
    if (!name.endsWith('.conf')) expect({ name, text: readFileSync(name, 'latin1') }).toEqual({ name, text: expect.not.stringContaining('127.0.0.1') })
  }
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(name => join(folder, name)).filter(name => statSync(name).isFile())
}

// Skipped where nginx is not installed (Debian: apt install nginx-light).
describe.skipIf(!hasNginx)('nginx with deploy/nginx and visits follow', () => {
  it('serves a release at the root of a name, with its headers', async () => {
    const { port } = await startNginx()
    for (const path of ['/ru/', '/ru/index.html', '/ru/steps/', '/ru/steps/?a=b']) {
      const { status, headers, body } = await ask(port, path)
      expect({ path, status, body }).toEqual({ path, status: 200, body: page })
      expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin', 'content-type': 'text/html; charset=utf-8' })
      expect(Object.keys(headers)).not.toContain('etag')
      expect(Object.keys(headers)).not.toContain('last-modified')
    }
    expect(await ask(port, '/ru/steps?a=b')).toMatchObject({ status: 301, headers: { 'location': '/ru/steps/?a=b', 'cache-control': 'no-store' } })
    expect((await ask(port, '/ru/', { ...typed, 'accept-encoding': 'gzip' })).headers).toMatchObject({ 'content-encoding': 'gzip', 'vary': 'Accept-Encoding' })
    for (const path of ['/ru/nothing', '/ru/404', '/en/', '/de', '/ru/../etc', '/wp-login.php', '/.env']) {
      expect({ path, status: (await ask(port, path)).status }).toEqual({ path, status: 404 })
    }
    expect((await ask(port, '/ru/nothing')).body).toBe(page)
    expect((await ask(port, '/ru/', typed, 'POST')).status).toBe(405)
    expect(await ask(port, '/ru/', { ...typed, 'sec-purpose': 'prefetch;prerender' })).toMatchObject({ status: 503, headers: { 'cache-control': 'no-store' } })
  })

  // What nginx makes by itself is HTML, and whoever may not store an answer has no use for its `Vary`.
  it.each([
    ['page in advance', '/ru/', { 'sec-purpose': 'prefetch' }, { 'content-type': 'text/html; charset=utf-8' }],
    ['way to a language', '/', {}, { 'content-type': 'text/html' }],
    ['page', '/ru/', {}, { 'content-security-policy': 'frame-ancestors \'none\'' }],
    ['page that does not exist', '/ru/nothing', {}, { 'content-security-policy': 'frame-ancestors \'none\'' }],
  ])('sends the headers of docs/headers.md with a %s', async (name, path, sent, others) => {
    const { port } = await startNginx()
    const kind = readAnswerKinds().find(kind => kind.name === name)
    if (kind === undefined) throw new Error(`docs/headers.md has no kind “${name}”`)
    const { status = 0, headers } = await ask(port, path, { ...typed, 'accept-encoding': 'gzip', ...sent })
    const answer = { status, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])) }
    const { vary, ...documented } = kind.headers
    const expected = vary === 'Accept-Encoding' ? kind.headers : documented
    expect(differences(answer, { ...kind, headers: { ...expected, server: 'nginx', ...others } })).toEqual([])
  })

  it.each([
    [undefined, '/ru/'],
    ['de-DE,de;q=0.9', '/ru/'],
    ['fr-CH, fr;q=0.9, en;q=0.8', '/fr/'],
    ['de, uk;q=0.7, en;q=0.3', '/uk/'],
    ['en', '/en/'],
    ['french', '/ru/'],
  ])('sends who prefers %s to %s', async (languages, locale) => {
    const { port } = await startNginx()
    const { status, headers } = await ask(port, '/', languages === undefined ? typed : { ...typed, 'accept-language': languages })
    expect({ status, to: headers.location }).toEqual({ status: 302, to: locale })
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' })
  })

  it('counts exactly what two workers write, and leaves no address on the disk', { timeout: 60_000 }, async () => {
    const file = join(tempFolder(), 'visits.sqlite')
    const pipe = join(tempFolder(), 'visits.pipe')
    const follower = await startFollowing(file, pipe)
    const { port, folder, stop } = await startNginx(`${pipe} visits buffer=4k flush=1s`)
    await visit(port, 2100)
    await ask(port, '/ru/', { ...typed, 'user-agent': `${chromium} ${'x'.repeat(3000)}\t"\\` })
    await ask(port, '/ru/', { ...typed, host: 'abc.onion' })
    // None of these is a visit, and the one in advance and the one that is not there are not even written.
    await ask(port, '/ru/', { ...typed, 'sec-fetch-site': 'same-origin' })
    await ask(port, '/ru/', { ...typed, 'cache-control': 'max-age=0' })
    await ask(port, '/ru/', { ...typed, 'sec-purpose': 'prefetch' })
    await ask(port, '/ru/', { ...typed, 'user-agent': 'Googlebot/2.1' })
    await ask(port, '/ru/', { 'user-agent': chromium, 'referer': 'https://guide.example/ru/"quotes"\\' })
    await ask(port, '/ru/', typed, 'HEAD')
    await ask(port, '/ru/nothing')
    await ask(port, '/ru/x/index.html')
    // A worker that ends writes what it has kept.
    await stop()
    expect(await follower.stop()).toContain('2107 lines, 2102 visits, 0 malformed')
    expect(report(rowsOf(file))).toMatchObject({ total: 2101, countries: { ZZ: 2101, T1: 1 } })
    expect(rowsOf(file).map(({ locale, n }) => [locale, n])).toEqual([['ru', 1], ['ru', 1401], ['uk', 700]])
    expectNoAddress(folder)
  })

  it('serves on when what reads the pipe is killed, and the next one counts from there', { timeout: 60_000 }, async () => {
    const file = join(tempFolder(), 'visits.sqlite')
    const pipe = join(tempFolder(), 'visits.pipe')
    const first = await startFollowing(file, pipe)
    const { port, stop } = await startNginx(`${pipe} visits buffer=4k flush=1s`)
    await visit(port, 300)
    await expect.poll(() => report(rowsOf(file)).total, { timeout: 10_000 }).toBe(300)
    await first.kill()
    await visit(port, 300)
    const second = await startFollowing(file, pipe)
    const before = report(rowsOf(file)).total
    await visit(port, 300)
    await stop()
    expect(await second.stop()).toContain(' 0 malformed')
    const { total } = report(rowsOf(file))
    // What nginx wrote while nobody read is lost; what it still kept is not.
    expect(before).toBeGreaterThanOrEqual(300)
    expect(total).toBeGreaterThanOrEqual(600)
    expect(total).toBeLessThanOrEqual(900)
  })

  it('loses nothing while what reads the pipe stands still, but serves only until the pipe is full', { timeout: 60_000 }, async () => {
    const file = join(tempFolder(), 'visits.sqlite')
    const pipe = join(tempFolder(), 'visits.pipe')
    const follower = await startFollowing(file, pipe)
    const { port, stop } = await startNginx(`${pipe} visits buffer=4k flush=1s`)
    follower.signal('SIGSTOP')
    // The pipe holds 64 KiB, some 250 lines.
    const held = 200
    await visit(port, held)
    const more = visit(port, 7000)
    const isDone = await Promise.race([more.then(() => true), sleep(3000, false)])
    follower.signal('SIGCONT')
    await more
    await stop()
    expect(isDone).toBe(false)
    expect(await follower.stop()).toContain(`${held + 7000} lines, ${held + 7000} visits, 0 malformed`)
    expect(report(rowsOf(file)).total).toBe(held + 7000)
  })
})
