import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '../../../server/counter/store.ts'
import { inTurns, visitHeaders } from '../load.ts'
import { startNginx, withFolder } from '../servers.ts'
import type { Suite } from '../report.ts'

const root = join(import.meta.dirname, '../../..')
const page = '/ru/steps'
const ports = { plain: 21_475, udp: 21_476, udpStatus: 21_477, syslog: 21_478, pipe: 21_479, pipeStatus: 21_480 }

export const followSuite: Suite = {
  title: 'nginx serves the pages, visits follow counts from its log',
  method: 'nginx with one worker and gzip_static, without a log and with deploy/nginx/visits-log.conf by a named pipe and by loopback UDP, in turns; every answer must be counted.',
  run: options => withFolder(plainFolder => withFolder(pipeFolder => withFolder(async (udpFolder) => {
    const plain = await startNginx(plainFolder, page, { port: ports.plain })
    if (!plain) return []
    const pipe = await startCounted(pipeFolder, { port: ports.pipe, status: ports.pipeStatus, ...byPipe(join(pipeFolder, 'pipe')) })
    const udp = await startCounted(udpFolder, { port: ports.udp, status: ports.udpStatus, ...byUdp })
    const rates = await inTurns(options, [plain, pipe, udp].map(({ url }) => ({ url, headers: visitHeaders })))
    await plain.stop()
    const piped = await pipe.stop()
    const sent = await udp.stop()
    const [without = Number.NaN, withPipe = Number.NaN, withUdp = Number.NaN] = rates
    return [
      { name: 'nginx without a log', value: without, unit: 'answers/s' },
      { name: 'nginx and visits follow by a pipe', value: withPipe, unit: 'answers/s' },
      { name: 'the same by UDP', value: withUdp, unit: 'answers/s' },
      { name: 'by a pipe / without a log', value: withPipe / without, unit: 'ratio', goal: { least: 0.9 } },
      { name: 'by UDP / without a log', value: withUdp / without, unit: 'ratio' },
      { name: 'by a pipe: counted', value: piped.visits, unit: 'visits' },
      { name: 'by a pipe: lost', value: piped.answers - piped.visits, unit: 'visits', goal: { most: 0 } },
      { name: 'by a pipe: processor time of visits follow for a line', value: piped.microseconds / piped.answers, unit: 'µs' },
      { name: 'by UDP: counted', value: sent.visits, unit: 'visits' },
      { name: 'by UDP: lost on the way, as the kernel counts', value: sent.lost, unit: 'visits', goal: { most: 0 } },
      { name: 'by UDP: processor time of visits follow for a line', value: sent.microseconds / sent.answers, unit: 'µs' },
    ]
  }))),
}

interface Way {
  /** The options of `visits follow`. */
  readonly follow: readonly string[]
  /** Where nginx writes its log, and how. */
  readonly log: string
}

function byPipe(path: string): Way {
  return { follow: ['--pipe', path], log: `${path} visits buffer=4k flush=1s` }
}

const byUdp: Way = { follow: ['--syslog', String(ports.syslog)], log: `syslog:server=127.0.0.1:${ports.syslog},nohostname visits` }

interface Outcome {
  readonly answers: number
  readonly visits: number
  readonly lost: number
  /** Of processor time. */
  readonly microseconds: number
}

/** nginx and what counts from its log. */
async function startCounted(folder: string, { port, status, follow, log }: Way & { port: number, status: number }) {
  const follower = await startFollowing(folder, follow)
  const nginx = await startNginx(folder, page, { port, log: `
    include ${root}/deploy/nginx/visits-log.conf;
    access_log ${log};
    server { listen 127.0.0.1:${status}; access_log off; location / { stub_status; } }
  ` })
  if (!nginx) throw new Error('nginx has gone')
  return {
    url: nginx.url,
    stop: async (): Promise<Outcome> => {
      const answers = await answersOf(status)
      await nginx.stop()
      const { lost, microseconds } = await follower.stop()
      const visits = countedIn(folder)
      if (visits + lost !== answers) throw new Error(`${answers} answers, but ${visits} visits and ${lost} lost on the way`)
      return { answers, visits, lost, microseconds }
    },
  }
}

async function startFollowing(folder: string, options: readonly string[]) {
  const env = { PATH: process.env.PATH, VISITS_FILE: join(folder, 'visits.sqlite'), FLOOD_LIMIT: '0' }
  const child = spawn(process.execPath, [join(root, 'tools/visits.ts'), 'follow', ...options], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => errors += chunk.toString())
  while (!errors.includes('counting into')) await once(child.stderr, 'data')
  return {
    stop: async () => {
      const microseconds = processorTime(child.pid)
      const closed = once(child, 'close')
      child.kill('SIGTERM')
      await closed
      return { lost: Number(/(\d+) lost on the way\n$/.exec(errors)?.[1] ?? 0), microseconds }
    },
  }
}

/** Of all threads so far, in microseconds. Source: https://www.kernel.org/doc/Documentation/scheduler/sched-stats.rst */
function processorTime(pid: number | undefined): number {
  const folder = `/proc/${pid}/task`
  const nanoseconds = readdirSync(folder).map(task => Number(readFileSync(join(folder, task, 'schedstat'), 'utf8').split(' ')[0]))
  return nanoseconds.reduce((sum, time) => sum + time, 0) / 1000
}

/** Answers so far, without those about themselves. Source: https://nginx.org/en/docs/http/ngx_http_stub_status_module.html */
async function answersOf(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/`)).text()
  return Number(/\n \d+ \d+ (\d+)/.exec(text)?.[1]) - 1
}

function countedIn(folder: string): number {
  const store = openStore(join(folder, 'visits.sqlite'))
  const total = store.rows().reduce((sum, { n }) => sum + n, 0)
  store.close()
  return total
}
