import { availableParallelism } from 'node:os'
import { clickHeaders, inTurns, latencyAt, visitHeaders } from '../load.ts'
import type { Suite } from '../report.ts'
import { startBare, startNginx, startSite, withFolder } from '../servers.ts'

const page = '/ru/steps'

export const pageSuite: Suite = {
  title: 'One page, one process',
  method: 'Site, bare node:http server with the same bytes, and nginx (one worker, gzip_static, no log), in turns, 64 connections.',
  run: options => withFolder(async (folder) => {
    const site = await startSite(folder, page)
    const bare = await startBare(page, site.url)
    const nginx = await startNginx(folder, page)
    try {
      const [counting = Number.NaN, idle = Number.NaN, plain = Number.NaN, engine] = await inTurns(options, [
        { url: site.url, headers: visitHeaders },
        { url: site.url, headers: clickHeaders },
        { url: bare.url, headers: visitHeaders },
        ...(nginx ? [{ url: nginx.url, headers: visitHeaders }] : []),
      ])
      return [
        { name: 'every request counted', value: counting, unit: 'answers/s' },
        { name: 'none counted', value: idle, unit: 'answers/s' },
        { name: 'bare node:http', value: plain, unit: 'answers/s' },
        { name: 'nginx', value: engine, unit: 'answers/s' },
        { name: 'counted / bare node:http', value: counting / plain, unit: 'ratio', goal: { least: 0.85 } },
        { name: 'counted / none counted', value: counting / idle, unit: 'ratio', goal: { least: 0.9 } },
        { name: 'counted / nginx', value: engine && counting / engine, unit: 'ratio' },
        { name: 'judging, looking up and storing one visit', value: 1e6 / counting - 1e6 / idle, unit: 'µs', goal: { most: 30 } },
      ]
    }
    finally {
      await Promise.all([site.stop(), bare.stop(), nginx?.stop()])
    }
  }),
}

export const coresSuite: Suite = {
  title: 'One page, all cores',
  method: 'As many workers as cores on either side, every request counted; the load shares the cores with them.',
  run: options => withFolder(async (folder) => {
    const workers = availableParallelism()
    const site = await startSite(folder, page, workers)
    const nginx = await startNginx(folder, page, { workers })
    try {
      const [counting = Number.NaN, engine] = await inTurns(options, [
        { url: site.url, headers: visitHeaders },
        ...(nginx ? [{ url: nginx.url, headers: visitHeaders }] : []),
      ], workers)
      return [
        { name: `site, ${workers} workers, every request counted`, value: counting, unit: 'answers/s' },
        { name: `nginx, ${workers} workers`, value: engine, unit: 'answers/s' },
        { name: 'site / nginx', value: engine && counting / engine, unit: 'ratio' },
      ]
    }
    finally {
      await Promise.all([site.stop(), nginx?.stop()])
    }
  }),
}

export const latencySuite: Suite = {
  title: 'Latency at half of the highest load',
  method: 'The highest load is measured first; then requests come at half of that rate over 64 connections, every one counted.',
  run: options => withFolder(async (folder) => {
    const site = await startSite(folder, '/ru/steps')
    const contestant = { url: site.url, headers: visitHeaders }
    try {
      const [highest = Number.NaN] = await inTurns({ rounds: 1, seconds: options.seconds }, [contestant])
      const { p50, p99, p999 } = await latencyAt(highest / 2, contestant, options.seconds * 3)
      return [
        { name: 'rate', value: highest / 2, unit: 'answers/s' },
        { name: 'p50', value: p50, unit: 'ms' },
        { name: 'p99', value: p99, unit: 'ms' },
        { name: 'p99.9', value: p999, unit: 'ms' },
      ]
    }
    finally {
      await site.stop()
    }
  }),
}
