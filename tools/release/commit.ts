import { spawnSync } from 'node:child_process'

/**
 * The commit that a folder was checked out from.
 *
 * @returns null when there is none, or files differ from it: then nobody else could build the same
 */
export function committedState(root: string): string | null {
  const changed = git(root, 'status', '--porcelain')
  return changed === '' ? git(root, 'rev-parse', 'HEAD') : null
}

/** @returns what git printed, or null when it is missing or has refused */
function git(root: string, ...args: string[]): string | null {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}
