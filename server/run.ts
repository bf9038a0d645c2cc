// Nitro's polyfills must come first, as in its own entries.
import '#nitro-internal-pollyfills'
import cluster from 'node:cluster'
import { fileURLToPath } from 'node:url'
import { useNitroApp } from 'nitropack/runtime'
import { announcement } from './announce.ts'
import { readConfig, type Config } from './config.ts'
import { followPublication, startPublication } from './publication.ts'
import { supervise, tellFault } from './supervise.ts'
import { startSite } from './site.ts'
import { onStopSignal } from './stop-signals.ts'
import { warningsOf } from './warn.ts'

/**
 * The process that answers. With one worker it does so itself; with several it starts them and prints the address once.
 * The framework is only asked for what is dynamic.
 */
async function start(config: Config, entryUrl: string) {
  if (cluster.isPrimary) for (const warning of warningsOf(config, process.env)) console.error(warning)
  if (cluster.isPrimary && config.workers > 1) return supervise(config, fileURLToPath(entryUrl))
  // The one thing that is loaded later, and only where it is needed: in a worker for the figures, by which time another build may be in place.
  if (config.visitsPostgres !== undefined) await import('pg')
  const nitro = useNitroApp()
  const site = await startSite(config, {
    folder: fileURLToPath(new URL('../public', entryUrl)),
    countries: fileURLToPath(new URL('./country.mmdb', entryUrl)),
    publication: cluster.isWorker ? followPublication() : startPublication(config),
    render: path => nitro.localFetch(path, { headers: { host: 'localhost' } }),
  })
  onStopSignal(() => void site.stop().then(() => process.exit(0)))
  if (cluster.isWorker) process.send?.({ port: site.port, onionPort: site.onionPort })
  else console.log(announcement(config, site))
}

/**
 * Starts the site with what the environment says, or ends the process with one line that says what is wrong.
 *
 * @param entryUrl - where `.output/server/index.mjs` is
 */
export async function run(entryUrl: string) {
  try {
    await start(readConfig(process.env), entryUrl)
  }
  catch (error) {
    const fault = error instanceof Error ? error.message : 'could not start'
    if (cluster.isWorker) return tellFault(fault)
    console.error(fault)
    process.exit(1)
  }
}
