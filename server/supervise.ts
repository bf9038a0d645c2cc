import cluster, { type Worker } from 'node:cluster'
import { setTimeout as sleep } from 'node:timers/promises'
import { announcement, onStopSignal, portsOf, startPublication, type Ports } from './process.ts'
import type { Config } from './operator/config.ts'
import { createStateLines, stateOf, tellMachine, type MachineState, type Part } from './operator/state.ts'

/** Wait before a worker that died is replaced, in milliseconds. It doubles with each attempt that fails, up to the longest. */
const restartPause = 500
const longestPause = 30_000

/** The place of one worker, whoever has it at the moment. */
interface Place {
  worker?: Worker
  isListening: boolean
  /** What fails in it. Stays when the worker dies, until the next one says how it is. */
  readonly faults: Map<Part, string | undefined>
  /** Why the worker ends, as far as it could say. */
  lastWords?: string | undefined
  /** Attempts to replace it since it last listened, and why the last one failed. */
  attempts: number
  obstacle?: string | undefined
}

/**
 * Keeps the configured number of workers alive, prints the address once, publishes what they count, speaks for all of them, and passes a
 * request to stop on to them.
 *
 * @param workerFile - what a worker runs
 */
export function supervise(config: Config, workerFile: string) {
  const places = Array.from({ length: config.workers }, (): Place => ({ isListening: false, faults: new Map(), attempts: 0 }))
  const say = createStateLines()
  let stopping = false
  let ending = false
  let ports: Ports | undefined
  let announced = false
  let isPublished = true
  let environment = {}
  const publication = startPublication(config, (isUpToDate) => {
    isPublished = isUpToDate
    tellAll()
  })
  // All workers take from one queue of the system’s. Node’s own way, to take connections here and to hand them out, leaves a reader for ever without
  // an answer and without an end when the worker dies before it has taken him.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  cluster.setupPrimary({ exec: workerFile })

  function tellAll() {
    const state: MachineState = { absent: places.filter(({ isListening }) => !isListening).length, storeFault: faultOf('store'), isPublished }
    for (const { worker } of places) if (worker) tellMachine(worker, state)
  }

  function faultOf(part: Part): string | undefined {
    return places.map(({ faults }) => faults.get(part)).find(fault => fault !== undefined)
  }

  function start(place: Place) {
    // With the last worker the queue is gone: where the system had chosen the port, it must stay the same.
    if (ports && liveWorkers().length === 0) environment = { PORT: ports.port, ...ports.onionPort !== undefined && { ONION_PORT: ports.onionPort } }
    const worker = cluster.fork(environment)
    place.worker = worker
    place.lastWords = undefined
    worker.on('message', (message: unknown) => hear(place, worker, message))
    worker.on('exit', (code, signal) => void (stopping ? end() : replace(place, place.lastWords ?? signal ?? `exit code ${code}`)))
  }

  function hear(place: Place, worker: Worker, message: unknown) {
    if (typeof message === 'object' && message !== null && 'fault' in message && !('part' in message)) return giveUp(place, worker, String(message.fault))
    const state = stateOf(message)
    if (state) {
      place.faults.set(state.part, state.fault)
      say(state.part, faultOf(state.part))
    }
    const own = portsOf(message)
    if (own) welcome(place, own)
    tellAll()
  }

  function welcome(place: Place, own: Ports) {
    if (place.attempts > 0) console.error('a worker was replaced')
    Object.assign(place, { isListening: true, attempts: 0, obstacle: undefined })
    ports ??= own
    if (announced || places.some(({ isListening }) => !isListening)) return
    announced = true
    console.log(announcement(config, ports))
  }

  /** A worker that cannot go on waits to be ended. Where none was ready yet, the fault is in the configuration and the same for all. */
  function giveUp(place: Place, worker: Worker, fault: string) {
    place.lastWords = fault
    if (ports) return void worker.process.kill('SIGKILL')
    console.error(fault)
    process.exit(1)
  }

  async function replace(place: Place, reason: string) {
    // It died before it could say why.
    if (!ports) {
      stopping = true
      process.exit(1)
    }
    const hasListened = place.isListening
    place.isListening = false
    tellAll()
    await sleep(Math.min(longestPause, restartPause * 2 ** place.attempts))
    // Said only now: where all are asked to stop, a worker may be the first to hear it.
    if (stopping) return
    if (hasListened) console.error(`a worker died: ${reason}`)
    else if (reason !== place.obstacle) console.error(`a worker cannot be replaced: ${place.obstacle = reason}`)
    place.attempts++
    start(place)
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
  for (const place of places) start(place)
}

/** In a worker that cannot go on: says why to {@link supervise}, which prints it once and ends the worker. */
export function tellFault(fault: string) {
  // The supervisor may already have ended for another worker’s fault; without the callback that would be an error event.
  process.send?.({ fault }, () => {})
}

function liveWorkers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter(worker => worker !== undefined).filter(worker => !worker.isDead())
}
