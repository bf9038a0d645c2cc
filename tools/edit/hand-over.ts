import { runGit } from '../kit/git.ts'
import { changedFiles } from './changed-files.ts'
import { branchName, commitMessage } from './commit-message.ts'
import type { Report } from './findings.ts'

/** What became of the wish to hand over. */
export type HandOver
  = | { done: true, branch: string, message: string }
    | { done: false, why: 'nothing' | 'errors' | 'nobody' }

/**
 * Commits what editors have changed, on a branch of its own, so that somebody can look at it. Never while the checker finds errors.
 * On a branch that an earlier hand-over made it goes on there. Other changed files are neither committed nor touched.
 */
export async function handOver(project: string, check: () => Promise<Report>, now: Date): Promise<HandOver> {
  const files = await changedFiles(project)
  if (files.length === 0) return { done: false, why: 'nothing' }
  if (!await hasAuthor(project)) return { done: false, why: 'nobody' }
  const { errors } = await check()
  if (errors > 0) return { done: false, why: 'errors' }
  const current = (await runGit(project, ['branch', '--show-current'])).trim()
  const branch = current.startsWith('edit/') ? current : branchName(files, now)
  if (branch !== current) await runGit(project, ['switch', '--quiet', '--create', branch])
  const message = commitMessage(files)
  const paths = files.map(({ path }) => path)
  // New files must be known to git before `--only` can name them.
  await runGit(project, ['add', '--all', '--', ...paths])
  await runGit(project, ['commit', '--quiet', '--only', '--message', message, '--', ...paths])
  return { done: true, branch, message }
}

/** Whether git knows whose commit it will be. */
async function hasAuthor(project: string): Promise<boolean> {
  try {
    await runGit(project, ['var', 'GIT_AUTHOR_IDENT'])
    return true
  }
  catch {
    return false
  }
}
