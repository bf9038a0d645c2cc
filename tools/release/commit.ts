import { git } from '../git/git.ts'

/**
 * The commit that a folder was checked out from.
 *
 * @returns null when there is none, or files differ from it: then nobody else could build the same
 */
export function committedState(root: string): string | null {
  const changed = git(root, ['status', '--porcelain'])
  return changed === '' ? git(root, ['rev-parse', 'HEAD'])?.trim() ?? null : null
}
