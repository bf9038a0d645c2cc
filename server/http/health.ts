import type { Recorder } from '../counter/recorder.ts'
import type { MachineState } from '../state.ts'

export interface HealthOf {
  readonly recorder: Pick<Recorder, 'status'>
  readonly machine: () => MachineState
  readonly stopping: boolean
}

/**
 * `/health/live`: the process answers. `/health/ready`: all processes of this machine do, and count, and this one is not about to stop. A shared
 * engine that is out of reach is mentioned, without its name, for everybody may read this; it is no reason to take a site away that counts as
 * well as ever, and with it all other machines that share the engine.
 *
 * @returns undefined for any other path.
 */
export function health(path: string, { recorder, machine, stopping }: HealthOf): { status: 200 | 503, text: string } | undefined {
  if (path === '/health/live') return { status: 200, text: 'live\n' }
  if (path !== '/health/ready') return undefined
  if (stopping) return { status: 503, text: 'stopping\n' }
  const own = recorder.status()
  const { absent, storeFault, isPublished } = machine()
  const fault = own.ok ? storeFault : own.reason
  if (fault !== undefined) return { status: 503, text: `visits are counted in memory only: ${fault}\n` }
  if (absent > 0) return { status: 503, text: `processes that do not answer: ${absent}\n` }
  return { status: 200, text: isPublished ? 'ready\n' : 'ready; visits are counted here and cannot be published at the moment\n' }
}
