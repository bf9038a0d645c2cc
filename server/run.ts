// Nitro's polyfills must come first, as in its own entries.
import '#nitro-internal-pollyfills'
import cluster from 'node:cluster'
import { fileURLToPath } from 'node:url'
import { useNitroApp } from 'nitropack/runtime'
import { release } from '#facts'
import { announcement, onStopSignal, startPublication } from './process.ts'
import { readConfig, type Config } from './operator/config.ts'
import type { Render } from './http/dynamic.ts'
import { startSite } from './site.ts'
import { createStateLines, createStateMessages, followMachine, unexpectedFault, warningsOf } from './operator/state.ts'
import { supervise, tellFault } from './supervise.ts'

/**
 * The process that answers. With one worker it does so itself; with several it starts them and prints the address once.
 * The framework is only asked for what is dynamic.
 */
async function start(config: Config, entryUrl: string) {
  if (cluster.isPrimary) for (const warning of warningsOf(config, process.env)) console.error(warning)
  if (cluster.isPrimary && config.workers > 1) return supervise(config, fileURLToPath(entryUrl))
  // The one thing that is loaded later, and only where it is needed: in a worker for the figures, by which time another build may be in place.
  if (config.visitsPostgres !== undefined) await import('pg')
  const publication = cluster.isWorker ? undefined : startPublication(config)
  const site = await startSite(config, {
    folder: fileURLToPath(new URL('../public', entryUrl)),
    countries: fileURLToPath(new URL('./country.mmdb', entryUrl)),
    render: openFramework(),
    released: release?.date,
    tell: cluster.isWorker ? createStateMessages() : createStateLines(),
    machine: publication ? () => ({ absent: 0, isPublished: publication.isUpToDate() }) : followMachine(),
  })
  let stopped: Promise<void> | undefined
  onStopSignal(() => {
    stopped ??= site.stop().then(() => publication?.stop()).then(() => process.exit(0))
  })
  if (cluster.isWorker) process.send?.({ port: site.port, onionPort: site.onionPort })
  else console.log(announcement(config, site))
}

/** The framework. It prints nothing of what it is asked for: its lines would name the path and show a stack. */
function openFramework(): Render {
  const nitro = useNitroApp()
  nitro.hooks.hook('error', error => void Object.assign(error, { unhandled: false, fatal: false }))
  return path => nitro.localFetch(path, { headers: { host: 'localhost' } })
}

/**
 * Starts the site with what the environment says, or ends the process with one line that says what is wrong.
 *
 * @param entryUrl - where `.output/server/index.mjs` is
 */
export async function run(entryUrl: string) {
  // Node would print the message of the error, which may hold what somebody has asked for.
  process.once('uncaughtException', error => giveUp(`an unexpected fault, ${unexpectedFault(error)}`))
  try {
    await start(readConfig(process.env), entryUrl)
  }
  catch (error) {
    giveUp(error instanceof Error ? error.message : 'could not start')
  }
}

function giveUp(fault: string) {
  if (cluster.isWorker) return tellFault(fault)
  console.error(fault)
  process.exit(1)
}
