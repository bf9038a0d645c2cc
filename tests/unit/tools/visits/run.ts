import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { openStoreForReading, type VisitCount } from '../../../../server/counter/store.ts'

export const tool = fileURLToPath(new URL('../../../../tools/visits.ts', import.meta.url))

/** A log of the ten or twelve same requests, written for these tests in the format of its name. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../../../fixtures/logs/${name}`, import.meta.url))
}

/** The settings of the tests alone, whatever is set outside. */
export function settings(file: string, more: Record<string, string> = {}): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, VISITS_FILE: file, OWN_HOSTS: 'guide.example', ...more }
}

export interface RunOptions {
  readonly input?: string | Buffer
  readonly env?: Record<string, string>
}

/** `visits …`, counting into `file`. */
export function run(file: string, args: readonly string[], { input, env }: RunOptions = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args], { encoding: 'utf8', input, env: settings(file, env) })
  return { status, stdout, stderr }
}

export function rowsOf(file: string): VisitCount[] {
  const store = openStoreForReading(file)
  const rows = store?.rows() ?? []
  store?.close()
  return rows
}
