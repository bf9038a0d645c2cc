import type { Recorder } from '../counter/recorder.ts'
import type { Publication } from '../publication.ts'

export interface HealthOf {
  readonly recorder: Pick<Recorder, 'status'>
  readonly publication: Pick<Publication, 'isUpToDate'>
  readonly stopping: boolean
}

/**
 * `/health/live`: the process answers. `/health/ready`: it also counts, and is not about to stop. A shared engine that is out of reach
 * is mentioned, without its name, for everybody may read this; it is no reason to take a site away that counts as well as ever.
 *
 * @returns undefined for any other path.
 */
export function health(path: string, { recorder, publication, stopping }: HealthOf): { status: 200 | 503, text: string } | undefined {
  if (path === '/health/live') return { status: 200, text: 'live\n' }
  if (path !== '/health/ready') return undefined
  if (stopping) return { status: 503, text: 'stopping\n' }
  const state = recorder.status()
  if (!state.ok) return { status: 503, text: `visits are counted in memory only: ${state.reason}\n` }
  return { status: 200, text: publication.isUpToDate() ? 'ready\n' : 'ready; visits are counted here and cannot be published at the moment\n' }
}
