import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { git } from '../git/git.ts'
import { UsageError } from '../report/usage-error.ts'

/** Branches that the work of a branch began on, the first that exists. */
const mainBranches = ['main', 'origin/main']

/**
 * The commit to compare with: the one that is asked for, or else the one at which the present branch left the main branch.
 *
 * @throws UsageError when there is no git, no repository here, or no such commit
 */
export function findBase(root: string, from: string | undefined): string {
  const prefix = git(root, ['rev-parse', '--show-prefix'])
  if (prefix === undefined) throw new UsageError('git is missing, or this folder is no git repository; what was there before is known to git alone')
  if (prefix.trim() !== '') throw new UsageError('the project is not the top folder of its git repository')
  if (from !== undefined) {
    const commit = git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${from}^{commit}`])?.trim()
    if (commit === undefined) throw new UsageError(`git knows no commit “${from}”`)
    return commit
  }
  const base = mainBranches.map(branch => git(root, ['merge-base', 'HEAD', branch])?.trim()).find(commit => commit !== undefined)
  if (base === undefined) throw new UsageError('there is no branch “main” to compare with: name a commit or a branch with --from')
  return base
}

/**
 * Lends the files of a commit in a temporary folder, with the installed packages of the project. The folder is gone afterwards.
 *
 * @throws Error when git cannot write the files
 */
export async function withCommit<T>(root: string, commit: string, use: (folder: string) => Promise<T>): Promise<T> {
  const parent = mkdtempSync(join(tmpdir(), 'before-'))
  const folder = join(parent, 'site')
  try {
    if (git(root, ['worktree', 'add', '--quiet', '--detach', folder, commit]) === undefined) throw new Error(`git cannot write the files of ${commit} into ${folder}`)
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
    return await use(folder)
  }
  finally {
    git(root, ['worktree', 'remove', '--force', folder])
    rmSync(parent, { recursive: true, force: true })
  }
}
