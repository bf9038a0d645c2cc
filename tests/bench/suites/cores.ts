import { availableParallelism } from 'node:os'
import { inTurns, visitHeaders } from '../load.ts'
import type { Suite } from '../report.ts'
import { startNginx, startSite, withFolder } from '../servers.ts'

const page = '/ru/steps'

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
