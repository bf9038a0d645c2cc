import { git } from '../git/git.ts'

/**
 * The commit that a release is made from.
 *
 * @returns null for a folder that nobody else could build, when that is wanted
 * @throws Error when it is not wanted, or is to be signed
 */
export function commitToBuild(root: string, { isSigned, uncommitted }: { isSigned: boolean, uncommitted: boolean }): string | null {
  const commit = committedState(root)
  if (commit !== null || (uncommitted && !isSigned)) return commit
  const isRepository = git(root, ['rev-parse', 'HEAD']) !== undefined
  const what = isRepository ? 'there are changes that no commit has: commit them first' : 'this folder is no git repository with a commit: clone one'
  throw new Error(`${what}, ${isSigned ? 'so that others can build what is signed' : 'or try out what is here with --uncommitted'}`)
}

/**
 * The commit that a folder was checked out from.
 *
 * @returns null when there is none, or files differ from it: then nobody else could build the same
 */
function committedState(root: string): string | null {
  const changed = git(root, ['status', '--porcelain'])
  return changed === '' ? git(root, ['rev-parse', 'HEAD'])?.trim() ?? null : null
}
