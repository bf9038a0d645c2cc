import { spawnSync } from 'node:child_process'

const mostBytes = 256 * 1024 * 1024

/**
 * Runs git without asking anybody anything.
 *
 * @param root the folder to run it in
 * @returns what it printed; undefined when there is no git, no repository, or git refuses
 */
export function git(root: string, args: readonly string[], input?: string): string | undefined {
  const { status, stdout } = spawnSync('git', ['-c', 'core.quotePath=false', '-c', 'log.showSignature=false', ...args], {
    cwd: root,
    encoding: 'utf8',
    input,
    maxBuffer: mostBytes,
    env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
  })
  return status === 0 ? stdout : undefined
}
