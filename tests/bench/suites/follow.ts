import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { openStore } from '../../../server/counter/store.ts'
import { inTurns, visitHeaders } from '../load.ts'
import { startNginx, withFolder } from '../servers.ts'
import type { Suite } from '../report.ts'

const root = join(import.meta.dirname, '../../..')
const page = '/ru/steps'
const ports = { plain: 38_475, counted: 38_476, status: 38_477, syslog: 38_478 }

export const followSuite: Suite = {
  title: 'nginx serves the pages, visits follow counts from its log',
  method: 'nginx with one worker and gzip_static, without a log and with deploy/nginx/visits-log.conf by loopback UDP, in turns; every answer must be counted.',
  run: options => withFolder(folder => withFolder(async (other) => {
    const follower = await startFollowing(folder)
    const plain = await startNginx(other, page, { port: ports.plain })
    const counted = await startNginx(folder, page, { port: ports.counted, log: loggedBlock })
    if (!plain || !counted) return []
    let rates: number[]
    let answers: number
    try {
      rates = await inTurns(options, [plain, counted].map(({ url }) => ({ url, headers: visitHeaders })))
      answers = await answersOf(ports.status)
    }
    finally {
      await Promise.all([plain.stop(), counted.stop()])
    }
    const lost = await follower.stop()
    const visits = countedIn(folder)
    if (visits + lost !== answers) throw new Error(`${answers} answers, but ${visits} visits and ${lost} lost on the way`)
    const [without = Number.NaN, withLog = Number.NaN] = rates
    return [
      { name: 'nginx without a log', value: without, unit: 'answers/s' },
      { name: 'nginx and visits follow', value: withLog, unit: 'answers/s' },
      { name: 'visits follow / without a log', value: withLog / without, unit: 'ratio', goal: { least: 0.9 } },
      { name: 'counted', value: visits, unit: 'visits' },
      { name: 'lost on the way, as the kernel counts', value: lost, unit: 'visits', goal: { most: 0 } },
    ]
  })),
}

/** Beside the log of the site, a server that tells how many answers there were. */
const loggedBlock = `
  include ${root}/deploy/nginx/visits-log.conf;
  access_log syslog:server=127.0.0.1:${ports.syslog},nohostname visits if=$is_page_view;
  server { listen 127.0.0.1:${ports.status}; access_log off; location / { stub_status; } }
`

async function startFollowing(folder: string): Promise<{ stop: () => Promise<number> }> {
  const env = { PATH: process.env.PATH, VISITS_FILE: join(folder, 'visits.sqlite') }
  const child = spawn(process.execPath, [join(root, 'tools/visits.ts'), 'follow', '--syslog', String(ports.syslog)], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => errors += chunk.toString())
  while (!errors.includes('counting into')) await once(child.stderr, 'data')
  return {
    stop: async () => {
      const closed = once(child, 'close')
      child.kill('SIGTERM')
      await closed
      return Number(/(\d+) lost on the way\n$/.exec(errors)?.[1] ?? 0)
    },
  }
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
