import { execFile, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { dayOf } from '../../shared/day.ts'

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

const execute = promisify(execFile)

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
  const { stdout } = await execute('git', args, { cwd: root, maxBuffer, signal })
  return stdout
}

/**
 * A committed version of a file.
 *
 * - `on`, `by`: the UTC day and the name of the author.
 * - `isOldestKnown`: the history is cut off here (a shallow clone), so that what stands in it may be older.
 */
export type Version = { text: string, on: string, by: string, isOldestKnown: boolean }

/** So many versions of a page are looked at; the oldest of them then counts as the end of what is known. */
const mostVersions = 500

/**
 * The committed versions of a file, newest first.
 *
 * @param file its path from `root`, with `/`
 * @returns nothing without git or without a commit of the file
 */
export function versionsOf(root: string, file: string): Version[] {
  const log = git(root, ['log', '--topo-order', `--max-count=${mostVersions}`, '--format=%H%x09%at%x09%aN', '--', file])
  const commits = (log ?? '').split('\n').filter(Boolean).map((line) => {
    const [hash = '', seconds, by = ''] = line.split('\t')
    return { hash, on: dayOf(Number(seconds) * 1000), by }
  })
  const boundary = shallowCommits(root)
  const texts = readObjects(root, commits.map(({ hash }) => `${hash}:./${file}`))
  return commits.map(({ hash, on, by }, index) => ({
    text: texts[index] ?? '',
    on,
    by,
    isOldestKnown: boundary.has(hash) || index === mostVersions - 1,
  }))
}

/** The commits whose parents a shallow clone has left out. To git they seem to have written every line that they contain. */
function shallowCommits(root: string): ReadonlySet<string> {
  const path = git(root, ['rev-parse', '--git-path', 'shallow'])?.trim()
  const file = path === undefined ? undefined : resolve(root, path)
  return new Set(file !== undefined && existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [])
}

/** The texts of several objects by one process; an empty text for one that is missing. */
function readObjects(root: string, names: readonly string[]): string[] {
  const bytes = Buffer.from(git(root, ['cat-file', '--batch'], names.map(name => `${name}\n`).join('')) ?? '')
  let offset = 0
  return names.map(() => {
    const end = bytes.indexOf('\n', offset)
    const size = /^\w+ blob (\d+)$/.exec(bytes.toString('utf8', offset, end))?.[1]
    offset = end + 1
    if (size === undefined) return ''
    const text = bytes.toString('utf8', offset, offset + Number(size))
    offset += Number(size) + 1
    return text
  })
}
