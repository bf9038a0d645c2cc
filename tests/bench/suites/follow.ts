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
const ports = { plain: 21_475, pipe: 21_479, pipeStatus: 21_480 }

export const followSuite: Suite = {
  title: 'nginx serves the pages, visits follow counts from its log',
  method: 'nginx with one worker and gzip_static, without a log and with deploy/nginx/visits-log.conf by a named pipe, in turns; every answer must be counted.',
  run: options => withFolder(plainFolder => withFolder(async (pipeFolder) => {
    const plain = await startNginx(plainFolder, page, { port: ports.plain })
    if (!plain) return []
    const pipe = await startCounted(pipeFolder)
    const rates = await inTurns(options, [plain, pipe].map(({ url }) => ({ url, headers: visitHeaders })))
    await plain.stop()
    const { answers, visits, microseconds } = await pipe.stop()
    const [without = Number.NaN, withPipe = Number.NaN] = rates
    return [
      { name: 'nginx without a log', value: without, unit: 'answers/s' },
      { name: 'nginx and visits follow', value: withPipe, unit: 'answers/s' },
      { name: 'with visits follow / without a log', value: withPipe / without, unit: 'ratio', goal: { least: 0.9 } },
      { name: 'counted', value: visits, unit: 'visits' },
      { name: 'lost', value: answers - visits, unit: 'visits', goal: { most: 0 } },
      { name: 'processor time of visits follow for a line', value: microseconds / answers, unit: 'µs' },
    ]
  })),
}

interface Outcome {
  readonly answers: number
  readonly visits: number
  /** Of processor time. */
  readonly microseconds: number
}

/** nginx and what counts from its log. */
async function startCounted(folder: string) {
  const pipe = join(folder, 'pipe')
  const follower = await startFollowing(folder, pipe)
  const nginx = await startNginx(folder, page, { port: ports.pipe, log: `
    include ${root}/deploy/nginx/visits-log.conf;
    access_log ${pipe} visits buffer=4k flush=1s;
    server { listen 127.0.0.1:${ports.pipeStatus}; access_log off; location / { stub_status; } }
  ` })
  if (!nginx) throw new Error('nginx has gone')
  return {
    url: nginx.url,
    stop: async (): Promise<Outcome> => {
      const answers = await answersOf(ports.pipeStatus)
      await nginx.stop()
      return { answers, microseconds: await follower.stop(), visits: countedIn(folder) }
    },
  }
}

async function startFollowing(folder: string, pipe: string) {
  const env = { PATH: process.env.PATH, VISITS_FILE: join(folder, 'visits.sqlite'), FLOOD_LIMIT: '0' }
  const child = spawn(process.execPath, [join(root, 'tools/visits.ts'), 'follow', '--pipe', pipe], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => errors += chunk.toString())
  while (!errors.includes('counting into')) await once(child.stderr, 'data')
  return {
    /** @returns microseconds of processor time */
    stop: async () => {
      const microseconds = processorTime(child.pid)
      const closed = once(child, 'close')
      child.kill('SIGTERM')
      await closed
      return microseconds
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
