import { inTurns, latencyAt, visitHeaders } from '../load.ts'
import type { Suite } from '../report.ts'
import { startSite, withFolder } from '../servers.ts'

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
