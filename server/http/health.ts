import type { Recorder } from '../counter/recorder.ts'

/**
 * `/health/live`: the process answers. `/health/ready`: it also counts, and is not about to stop.
 *
 * @returns undefined for any other path.
 */
export function health(path: string, { recorder, stopping }: { recorder: Recorder, stopping: boolean }): { status: 200 | 503, text: string } | undefined {
  if (path === '/health/live') return { status: 200, text: 'live\n' }
  if (path !== '/health/ready') return undefined
  if (stopping) return { status: 503, text: 'stopping\n' }
  const state = recorder.status()
  return state.ok ? { status: 200, text: 'ready\n' } : { status: 503, text: `visits are counted in memory only: ${state.reason}\n` }
}
