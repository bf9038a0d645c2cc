import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inputsDigest } from './inputs.ts'

/**
 * Builds the site if it was never built or something it is made from has changed.
 *
 * @param root the project's folder
 * @returns the exit code of the build; 0 when there was nothing to do
 */
export function buildIfNeeded(root: string): number {
  const built = join(root, '.output/inputs.sha256')
  if (existsSync(built) && readFileSync(built, 'utf8').trim() === inputsDigest(root)) return 0
  return spawnSync(process.execPath, [join(root, 'tools/build.ts')], { cwd: root, stdio: 'inherit' }).status ?? 1
}
