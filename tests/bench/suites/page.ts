import type { Suite } from '../report.ts'
import { clickHeaders, inTurns, visitHeaders } from '../load.ts'
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
