import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { dayOf } from '../../shared/day.ts'
import { git } from './git.ts'

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
