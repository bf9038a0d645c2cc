import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** More than any list of files here, in bytes. */
const maxBuffer = 64_000_000

/**
 * Runs git beside a server that goes on answering, for what must not fail unseen. Who only asks takes `git` beside it.
 *
 * @param root the folder to run it in
 * @returns what it printed
 * @throws Error with what git said, or AbortError
 */
export async function runGit(root: string, args: readonly string[], signal?: AbortSignal): Promise<string> {
  const { stdout } = await run('git', args, { cwd: root, maxBuffer, signal })
  return stdout
}
