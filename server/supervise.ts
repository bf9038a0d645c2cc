import cluster, { type Worker } from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import { announcement, portsOf, type Ports } from './announce.ts'
import type { Config } from './config.ts'
import { startPublication, tellPublication } from './publication.ts'
import { onStopSignal } from './stop-signals.ts'

/** Wait before a worker that died is replaced, in milliseconds, so that one that cannot start does not burn a core. */
const restartPause = 500

/**
 * Keeps the configured number of workers alive, prints the address once, publishes what they count, and passes a request to stop on to them.
 *
 * @param workerFile - what a worker runs
 */
export function supervise(config: Config, workerFile: string) {
  let stopping = false
  let ending = false
  let announced: Ports | undefined
  let workerEnvironment = {}
  // All workers take from one queue of the system’s. Node’s own way, to take connections here and to hand them out, leaves a reader for ever without
  // an answer and without an end when the worker dies before it has taken him.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  cluster.setupPrimary({ exec: workerFile })
  const publication = startPublication(config, (isUpToDate) => {
    for (const worker of liveWorkers()) tellPublication(worker, isUpToDate)
  })

  function startWorker() {
    // With the last worker the queue is gone: where the system had chosen the port, it must stay the same.
    if (announced && liveWorkers().length === 0) workerEnvironment = { PORT: announced.port, ...announced.onionPort !== undefined && { ONION_PORT: announced.onionPort } }
    const worker = cluster.fork(workerEnvironment)
    worker.on('message', (message: unknown) => {
      if (typeof message === 'object' && message !== null && 'fault' in message) return giveUp(worker, String(message.fault))
      const ports = announced ? undefined : portsOf(message)
      if (ports === undefined) return
      announced = ports
      console.log(announcement(config, ports))
    })
    worker.on('online', () => tellPublication(worker, publication.isUpToDate()))
    worker.on('exit', () => void (stopping ? end() : replace()))
  }

  /** A worker that could not start waits to be ended. Where none was ready yet, the fault is in the configuration and the same for all. */
  function giveUp(worker: Worker, fault: string) {
    console.error(fault)
    if (!announced) process.exit(1)
    worker.process.kill('SIGKILL')
  }

  async function replace() {
    // It died before it could say why.
    if (!announced) {
      stopping = true
      process.exit(1)
    }
    await sleep(restartPause)
    if (!stopping) startWorker()
  }

  /** The last worker may have counted in its last moment, so publishing ends after it. */
  async function end() {
    if (ending || liveWorkers().length > 0) return
    ending = true
    await publication.stop()
    process.exit(0)
  }

  onStopSignal(() => {
    stopping = true
    for (const worker of liveWorkers()) worker.process.kill('SIGTERM')
    void end()
  })
  for (let number = 0; number < config.workers; number++) startWorker()
}

/** In a worker that cannot start: says why to {@link supervise}, which prints it once for all workers and ends them. */
export function tellFault(fault: string) {
  // The supervisor may already have ended for another worker’s fault; without the callback that would be an error event.
  process.send?.({ fault }, () => {})
}

function liveWorkers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter(worker => worker !== undefined).filter(worker => !worker.isDead())
}
