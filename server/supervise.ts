import cluster, { type Worker } from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import { announcement, portsOf } from './announce.ts'
import type { Config } from './config.ts'
import { startPublication, tellPublication } from './publication.ts'

/** Wait before a worker that died is replaced, in milliseconds, so that one that cannot start does not burn a core. */
const restartPause = 500

/**
 * Keeps the configured number of workers alive, prints the address once, publishes what they count, and passes a request to stop on to them.
 */
export function supervise(config: Config) {
  let stopping = false
  let announced = false
  const publication = startPublication(config, (isUpToDate) => {
    for (const worker of liveWorkers()) tellPublication(worker, isUpToDate)
  })

  function startWorker() {
    const worker = cluster.fork()
    worker.on('message', (message: unknown) => {
      const ports = announced ? undefined : portsOf(message)
      if (ports === undefined) return
      announced = true
      console.log(announcement(config, ports))
    })
    worker.on('online', () => tellPublication(worker, publication.isUpToDate()))
    worker.on('exit', () => void (stopping ? end() : replace()))
  }

  async function replace() {
    // Nobody was ready yet: the fault is in the configuration, and the worker has said so.
    if (!announced) {
      stopping = true
      process.exit(1)
    }
    await sleep(restartPause)
    if (!stopping) startWorker()
  }

  /** The last worker may have counted in its last moment, so publishing ends after it. */
  async function end() {
    if (liveWorkers().length > 0) return
    await publication.stop()
    process.exit(0)
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      stopping = true
      for (const worker of liveWorkers()) worker.process.kill('SIGTERM')
      void end()
    })
  }
  for (let number = 0; number < config.workers; number++) startWorker()
}

function liveWorkers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter(worker => worker !== undefined).filter(worker => !worker.isDead())
}
