import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { ask, typedAddress } from '../e2e/requests.ts'
import { startServer, type Site } from '../e2e/built-site.ts'

/** How many clients dawdle at once. */
const clients = 1000

/** How long they are watched, in milliseconds: longer than the server waits between two requests, shorter than for a whole one. */
const watched = 8_000

/** How much memory they may cost, in MB. Measured: up to 35, for those who were answered. */
const memory = 150

/** How many requests a client sends at once that asks for much. */
const much = 40

/** What so many requests may cost, in MB, from their arrival in one turn of the event loop to its end: 5 kB each, as Node makes them; their answers nothing. */
const memoryForMuch = 250

const get = 'GET /en HTTP/1.1\r\nHost: 127.0.0.1\r\n'

/** What a client sends first, and then once a second; whether it reads the answer. */
const dawdlers: Record<string, { first: string, then: string, reads: boolean, memory?: number }> = {
  'say nothing': { first: '', then: '', reads: true },
  'ask once and stay': { first: `${get}\r\n`, then: '', reads: true },
  'send their headers one by one': { first: get, then: 'X: x\r\n', reads: true },
  'send a body byte by byte': { first: `POST /en HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 8192\r\n\r\n`, then: 'x', reads: true },
  'ask for much and do not read': { first: `${get}\r\n`.repeat(much), then: '', reads: false, memory: memoryForMuch },
}

it.each(Object.entries(dawdlers))(`answers while ${clients} clients %s`, async (_name, { first, then, reads, memory: most }) => {
  const site = await startSite()
  const sockets = await Promise.all(Array.from({ length: clients }, () => open(site, reads)))
  const dripping = setInterval(() => sockets.forEach(socket => then && socket.writable && socket.write(then)), 1_000)
  onTestFinished(() => {
    clearInterval(dripping)
    for (const socket of sockets) socket.destroy()
  })
  for (const socket of sockets) socket.write(first)
  await expectAnswers(site, watched, most)
})

/** Where it is installed (Debian: slowhttptest), its three modes; without Range there is no fourth. Short intervals, so that it sends much in little time. */
it.skipIf(spawnSync('slowhttptest', ['-h']).error)
  .each([['slow headers', '-H'], ['slow body', '-B'], ['slow read', '-X']])('answers while slowhttptest has its way: %s', async (_name, mode) => {
    const site = await startSite()
    const url = `http://127.0.0.1:${site.port}/en`
    const args = [mode, '-c', String(clients), '-r', '500', '-i', '1', '-l', String(watched / 1000), '-p', '3', '-w', '10', '-y', '20', '-n', '2', '-z', '8', '-k', '3', '-u', url]
    const attack = spawn('slowhttptest', args, { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'ignore'] })
    let output = ''
    attack.stdout.setEncoding('utf8').on('data', (text: string) => output += text)
    onTestFinished(() => void attack.kill('SIGKILL'))
    const ended = once(attack, 'exit')
    await expectAnswers(site, watched)
    await ended
    expect(output, 'what it found').toMatch(/service available:.*YES/)
  })

async function startSite(): Promise<Site> {
  const site = await startServer({})
  onTestFinished(async () => void await site.end('SIGKILL'))
  // A first answer costs more: code is compiled.
  await ask(site, '/en', typedAddress)
  return site
}

async function open({ port }: Site, reads: boolean): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => {})
  if (reads) socket.resume()
  await once(socket, 'connect')
  return socket
}

/** Opens a page again and again, which `ask` gives up when nothing comes, and looks at the memory of the process. */
async function expectAnswers(site: Site, during: number, mostMemory = memory) {
  const before = residentMemory(site)
  const times: number[] = []
  let most = before
  for (const end = performance.now() + during; performance.now() < end; await sleep(100)) {
    const start = performance.now()
    const { status, text } = await ask(site, '/en', typedAddress)
    times.push(performance.now() - start)
    expect(status).toBe(200)
    expect(text).toContain('</html>')
    most = Math.max(most, residentMemory(site))
  }
  times.sort((a, b) => a - b)
  console.log(`${times.length} pages, ${times.at(-1)?.toFixed(0)} ms at most; ${before.toFixed(0)} MB before, ${most.toFixed(0)} MB at most`)
  expect(most - before, 'MB more').toBeLessThan(mostMemory)
}

/** In MB; 0 where the system does not tell. */
function residentMemory({ process: { pid } }: Site): number {
  const file = `/proc/${pid}/status`
  return existsSync(file) ? Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'))?.[1]) / 1024 : 0
}
