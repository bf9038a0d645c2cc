import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** More than any list of files here, in bytes. */
const maxBuffer = 64_000_000

/** A file that differs from the last commit. */
export type ChangedFile = { path: string, how: 'added' | 'changed' | 'removed' }

/** @throws Error with what git said */
export async function git(project: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('git', args, { cwd: project, maxBuffer })
  return stdout
}

/** What editors have changed and not handed over: files below `content/` and `locales/` only. */
export async function changedFiles(project: string, signal?: AbortSignal): Promise<ChangedFile[]> {
  const args = ['status', '--porcelain=v1', '-z', '--no-renames', '--untracked-files=all', '--', 'content', 'locales']
  const { stdout } = await run('git', args, { cwd: project, maxBuffer, signal })
  return stdout.split('\0').filter(line => line !== '').map(line => ({ path: line.slice(3), how: howOf(line.slice(0, 2)) }))
}

function howOf(code: string): ChangedFile['how'] {
  if (code.includes('?') || code.includes('A')) return 'added'
  return code.includes('D') ? 'removed' : 'changed'
}
