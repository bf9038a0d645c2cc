import { runGit } from '../kit/git.ts'

/** A file that differs from the last commit. */
export type ChangedFile = { path: string, how: 'added' | 'changed' | 'removed' }

/**
 * What editors have changed and not handed over: files below `content/` and `locales/` only.
 *
 * @throws Error with what git said
 */
export async function changedFiles(project: string, signal?: AbortSignal): Promise<ChangedFile[]> {
  const status = await runGit(project, ['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all', '--', 'content', 'locales'], signal)
  return status.split('\0').filter(line => line !== '').map(line => ({ path: line.slice(3), how: howOf(line.slice(0, 2)) }))
}

function howOf(code: string): ChangedFile['how'] {
  if (code.includes('?') || code.includes('A')) return 'added'
  return code.includes('D') ? 'removed' : 'changed'
}
