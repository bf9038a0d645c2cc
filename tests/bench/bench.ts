// Throughput of one page: the site counting every request, the site counting none, a bare node:http server with the same bytes, and
// nginx. All in one run, in turns, so that whatever else the machine does hits all alike; what counts is the ratios.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { clickHeaders, hasWrk, measure, visitHeaders } from './load.ts'
import { startBare, startNginx, startSite } from './servers.ts'
import { median } from './statistics.ts'

const { values: options } = parseArgs({
  options: { json: { type: 'boolean' }, page: { type: 'string', default: '/ru/steps' }, rounds: { type: 'string', default: '7' }, seconds: { type: 'string', default: '3' } },
})
const root = join(import.meta.dirname, '../..')
if (!existsSync(join(root, '.output/server/index.mjs'))) throw new Error('build the site first: npm run build')

const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const site = await startSite(folder, options.page)
const bare = await startBare(options.page, site.url)
const nginx = await startNginx(folder, options.page, 38_471)

const contestants = [
  { name: 'counting', url: site.url, headers: visitHeaders, results: new Array<number>() },
  { name: 'not counting', url: site.url, headers: clickHeaders, results: new Array<number>() },
  { name: 'bare node:http', url: bare.url, headers: visitHeaders, results: new Array<number>() },
  ...(nginx ? [{ name: 'nginx, gzip_static', url: nginx.url, headers: visitHeaders, results: new Array<number>() }] : []),
]

try {
  for (const { url, headers } of contestants) await measure(url, headers, 1)
  for (let round = 0; round < Number(options.rounds); round++) {
    for (const { url, headers, results } of contestants) results.push(await measure(url, headers, Number(options.seconds)))
  }
}
finally {
  await Promise.all([site.stop(), bare.stop(), nginx?.stop()])
}

const [counting, idle, plain, engine] = contestants.map(({ results }) => median(results))
const report = {
  date: new Date().toISOString().slice(0, 10),
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, load by ${hasWrk ? 'wrk' : 'autocannon'}`,
  page: options.page,
  medians: Object.fromEntries(contestants.map(({ name, results }) => [name, Math.round(median(results))])),
  ratios: {
    'counting / bare node:http': ratio(counting, plain),
    'not counting / bare node:http': ratio(idle, plain),
    'counting / not counting': ratio(counting, idle),
    'counting / nginx': ratio(counting, engine),
  },
  microsecondsToCount: counting && idle ? Math.round((1e6 / counting - 1e6 / idle) * 10) / 10 : undefined,
}
rmSync(folder, { recursive: true })
if (options.json) console.log(JSON.stringify(report))
else print()

function ratio(ours: number | undefined, theirs: number | undefined): number | undefined {
  return ours && theirs ? Math.round(ours / theirs * 100) / 100 : undefined
}

function print() {
  console.log(`${report.machine}, ${report.date}, ${report.page}\n`)
  for (const [name, value] of Object.entries(report.medians)) console.log(`${name.padEnd(34)} ${String(value).padStart(8)} answers a second`)
  console.log()
  for (const [name, value] of Object.entries(report.ratios)) console.log(`${name.padEnd(34)} ${value === undefined ? 'not measured' : value.toFixed(2).padStart(8)}`)
  console.log(`${'time to judge and count a visit'.padEnd(34)} ${String(report.microsecondsToCount).padStart(8)} µs`)
  if (spawnSync('nginx', ['-v']).error) console.log('\nnginx is not installed: that line is missing.')
}
